import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lastSeal } from '@xinhang/db/repositories/audit-seals.ts';
import { allReferredHashes } from '@xinhang/db/repositories/housekeeping.ts';
import { openSnapshot } from '@xinhang/db/snapshot.ts';
import { identityOf, needsMigration, tableContents, vacuumInto } from '@xinhang/db/sqlite/copy.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { localMinute } from '@xinhang/shared/business-date.ts';
import { identityToRecipient } from 'age-encryption';
import { hashFile } from '../file-store.ts';
import { storedFile, type Paths } from '../paths.ts';
import { linkOrCopy, needSpace, PRIVATE_DIRECTORY, PRIVATE_FILE, publishFile } from './files.ts';
import { recovery, sealKeys, serverIdentity, signingKey } from './keys.ts';
import {
  MANIFEST,
  publicText,
  sha256Of,
  SIGNATURE,
  signedManifest,
  type Manifest,
  type ManifestEntry,
} from './manifest.ts';
import type { BackupKind } from './names.ts';
import { readme } from './readme.ts';
import { encryptFile, writeZip, type ZipSource } from './zip-write.ts';

export interface MakeOrder {
  readonly paths: Paths;
  /** Where backups go. */
  readonly directory: string;
  /** A directory that is not there yet, for what the archive is made of; taken away at the end. */
  readonly stage: string;
  readonly name: string;
  readonly kind: BackupKind;
  readonly businessDate: string;
  /** UTC ms. */
  readonly madeAt: number;
  readonly appVersion: string;
  readonly sequence: number;
  readonly host: { id: string; name: string };
  readonly previous: Manifest['previous'];
}

export interface MadeBackup {
  readonly name: string;
  /** Bytes and hex of SHA-256 of the finished file. */
  readonly size: number;
  readonly sha256: string;
  /** SHA-256 of its manifest, for the next one. */
  readonly manifest: string;
  readonly signer: string;
  readonly encrypted: boolean;
  /** Attached files that were missing or damaged already. */
  readonly lost: number;
}

export type Phase = 'copy' | 'files' | 'hash' | 'pack' | 'unpack' | 'check' | 'serve';
export type Report = (phase: Phase, done: number, total: number) => void;

/** Snapshot, a second of work and the archive need so many times the size of the database. */
const SPACE_FACTOR = 2.2;

/** What the snapshot says of itself. */
async function describeSnapshot(snapshotFile: string) {
  // What this program asks it asks of its own schema: an older copy is brought to it on a copy.
  const older = needsMigration(snapshotFile);
  const file = older ? `${snapshotFile}-migrated` : snapshotFile;
  if (older) {
    copyFileSync(snapshotFile, file);
    await (await openSqlite(file, 0)).close();
  }
  const snapshot = openSnapshot({ engine: 'sqlite', place: file });
  try {
    return await snapshot.read(async (db) => {
      const head = await lastSeal(db);
      return {
        hashes: await allReferredHashes(db),
        audit: head ? { seq: head.seq, hash: head.hash } : null,
      };
    });
  } finally {
    await snapshot.close();
  }
}

/** Holds on to the attached files of the snapshot; what is not there any more is named. */
async function stageFiles(
  paths: Paths,
  hashes: readonly string[],
  stage: string,
  report: Report,
): Promise<{ kept: ManifestEntry[]; lost: string[] }> {
  const kept: ManifestEntry[] = [];
  const lost: string[] = [];
  const staged = hashes.map((hash) => {
    const to = join(stage, 'files', hash);
    try {
      linkOrCopy(storedFile(paths, hash), to);
      return { hash, to };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return { hash, to: null };
    }
  });
  for (const [at, { hash, to }] of staged.entries()) {
    report('files', at, staged.length);
    const found = to === null ? null : await hashFile(to);
    if (found?.sha256 !== hash) lost.push(hash);
    else kept.push({ name: `files/${hash.slice(0, 2)}/${hash}`, size: found.size, sha256: hash });
  }
  return { kept, lost };
}

async function smallEntries(paths: Paths, company: string, sealedTo: string | null) {
  const sources: ZipSource[] = [{ name: 'README.txt', from: Buffer.from(readme(company)) }];
  if (existsSync(paths.config)) sources.push({ name: 'config.toml', from: paths.config });
  if (sealedTo !== null) {
    sources.push({ name: 'keys.age', from: await sealKeys(paths.keys, sealedTo) });
  }
  return sources;
}

async function entryOf({ name, from }: ZipSource): Promise<ManifestEntry> {
  if (typeof from === 'string') return { name, ...(await hashFile(from)) };
  return { name, size: from.length, sha256: sha256Of(from) };
}

/** The snapshot with what it needs, its manifest in front, in the order of the archive. */
async function gather(order: MakeOrder, stage: string, report: Report) {
  const { paths } = order;
  const key = signingKey(paths);
  const identity = await serverIdentity(paths);
  const sealing = recovery(paths);
  const database = join(stage, 'xinhang.db');
  report('copy', 0, 1);
  vacuumInto(paths.database, database);
  chmodSync(database, PRIVATE_FILE);
  const about = identityOf(database);
  if (!about) throw new Error('There is no company in this data directory yet.');
  const { hashes, audit } = await describeSnapshot(database);
  const { kept, lost } = await stageFiles(paths, hashes, stage, report);
  report('hash', 0, 1);
  const small = await smallEntries(paths, about.company, sealing?.recipient ?? null);
  // What may change on the disk is copied once, so that hash and archive speak of the same bytes.
  const fixed = small.map(({ name, from }) => {
    if (typeof from !== 'string') return { name, from };
    copyFileSync(from, join(stage, name));
    return { name, from: join(stage, name) };
  });
  const own = [...fixed, { name: 'xinhang.db', from: database }];
  const manifest: Manifest = {
    format: 1,
    product: 'xinhang',
    appVersion: order.appVersion,
    schemaVersion: about.schemaVersion,
    company: about.company,
    kind: order.kind,
    businessDate: order.businessDate,
    zone: about.timeZone,
    madeAt: order.madeAt,
    local: localMinute(order.madeAt, about.timeZone),
    sequence: order.sequence,
    host: order.host,
    previous: order.previous,
    entries: [...(await Promise.all(own.map(entryOf))), ...kept],
    tables: tableContents(database),
    audit,
    lost,
    sealedTo: sealing?.recipient ?? null,
    signer: publicText(key),
  };
  const { text, signature } = signedManifest(manifest, key);
  const recipients =
    sealing?.encrypt === true ? [sealing.recipient, await identityToRecipient(identity)] : null;
  const sources: ZipSource[] = [
    { name: MANIFEST, from: text },
    { name: SIGNATURE, from: signature },
    ...own,
    ...kept.map(({ name, sha256 }) => ({ name, from: join(stage, 'files', sha256) })),
  ];
  return { manifest, text, sources, recipients };
}

/**
 * Makes one backup: a snapshot, its manifest, the archive, on the disk under its final name. The
 * people online are not held up. Everything that was begun is taken away where it fails.
 */
export async function makeArchive(order: MakeOrder, report: Report): Promise<MadeBackup> {
  const { stage } = order;
  const target = join(order.directory, order.name);
  const part = `${target}.part`;
  mkdirSync(stage, { recursive: true, mode: PRIVATE_DIRECTORY });
  try {
    const { size: databaseSize } = statSync(order.paths.database);
    needSpace(order.paths.tmp, databaseSize * SPACE_FACTOR);
    needSpace(order.directory, databaseSize);
    const { manifest, text, sources, recipients } = await gather(order, stage, report);
    const total = manifest.entries.reduce((sum, entry) => sum + entry.size, 0);
    const plain = recipients === null ? part : join(stage, 'archive.zip');
    await writeZip(plain, sources, order.madeAt, (bytes) => report('pack', bytes, total));
    if (recipients !== null) await encryptFile(plain, part, recipients);
    const { size, sha256 } = await hashFile(part);
    await publishFile(part, target);
    return {
      name: order.name,
      size,
      sha256,
      manifest: sha256Of(text),
      signer: manifest.signer,
      encrypted: recipients !== null,
      lost: manifest.lost.length,
    };
  } finally {
    rmSync(stage, { recursive: true, force: true });
    rmSync(part, { force: true });
  }
}
