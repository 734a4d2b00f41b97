import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Reader } from '@xinhang/db/database.ts';
import { newestSchema } from '@xinhang/db/migrate.ts';
import { allReferredHashes } from '@xinhang/db/repositories/housekeeping.ts';
import { openSnapshot } from '@xinhang/db/snapshot.ts';
import { identityOf, needsMigration, tableContents } from '@xinhang/db/sqlite/copy.ts';
import { brokenPages, brokenReferences } from '@xinhang/db/sqlite/inspect.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { verifyAudit } from '../audit-chain.ts';
import { dataDirectoryPlaces, storedFile, type Paths } from '../paths.ts';
import { freeBytes, PRIVATE_DIRECTORY } from './files.ts';
import { MANIFEST, readManifest, SIGNATURE, sha256Of, type Manifest } from './manifest.ts';
import type { Report } from './make.ts';
import {
  checkDigest,
  damaged,
  decryptFile,
  openArchive,
  readFailure,
  type OpenArchive,
} from './zip-read.ts';

export interface CheckOrder {
  readonly file: string;
  /** A new directory, laid out like a data directory; the caller takes it away. */
  readonly into: string;
  /** Known signers, null to take any. */
  readonly trusted: readonly string[] | null;
  /** Secret keys that may open an encrypted file. */
  readonly identities: readonly string[];
}

export interface CheckedBackup {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest as it was written. */
  readonly manifestSha256: string;
  /** Where the copy lies: a data directory of its own. */
  readonly root: string;
}

const MAX_MANIFEST = 64 * 1024 * 1024;
const MAX_SIGNATURE = 1024;

/** Everything that unpacks, at most half of what is free. */
const roomFor = (path: string) => Math.floor(freeBytes(path) / 2);

function refuseOtherEntries(archive: OpenArchive, manifest: Manifest): void {
  const named = new Map(manifest.entries.map((entry) => [entry.name, entry]));
  if (named.size !== manifest.entries.length) throw damaged('manifest');
  for (const [name, { uncompressedSize }] of archive.entries) {
    if (name === MANIFEST || name === SIGNATURE) continue;
    if (named.get(name)?.size !== uncompressedSize) throw damaged('entry');
  }
  if (archive.entries.size !== named.size + 2) throw damaged('missing');
  if (!named.has('xinhang.db')) throw damaged('missing');
}

/** Where an entry lies in a data directory. */
function placeOf(paths: Paths, name: string): string {
  if (name === 'xinhang.db') return paths.database;
  if (name === 'config.toml') return paths.config;
  if (name.startsWith('files/')) return storedFile(paths, name.slice(-64));
  return join(paths.root, name);
}

/** Unpacks everything that the manifest names, comparing every byte with it. */
async function unpack(
  archive: OpenArchive,
  manifest: Manifest,
  paths: Paths,
  report: Report,
): Promise<void> {
  for (const [at, entry] of manifest.entries.entries()) {
    report('unpack', at, manifest.entries.length);
    const found = await archive.extract(entry.name, placeOf(paths, entry.name));
    if (found.size !== entry.size || found.sha256 !== entry.sha256) throw damaged('entry');
  }
}

/** The archive alone, nothing unpacked but the manifest: quick, and enough to list a file. */
export async function readArchive(
  path: string,
  trusted: CheckOrder['trusted'],
  maxBytes: number,
  report: Report,
): Promise<{ archive: OpenArchive; manifest: Manifest; manifestSha256: string }> {
  await checkDigest(path, (bytes, size) => report('hash', bytes, size));
  const archive = await openArchive(path, maxBytes);
  try {
    const text = await archive.read(MANIFEST, MAX_MANIFEST);
    const signature = await archive.read(SIGNATURE, MAX_SIGNATURE);
    const manifest = readManifest(text, signature, trusted);
    refuseOtherEntries(archive, manifest);
    if (manifest.schemaVersion > newestSchema()) {
      throw problem('backup-newer', { params: { version: manifest.appVersion } });
    }
    return { archive, manifest, manifestSha256: sha256Of(text) };
  } catch (error) {
    archive.close();
    throw readFailure(error);
  }
}

/** Opens a backup, decrypted where it must be: `plain` is then a file in `into`. */
export async function openBackup({ file, into, trusted, identities }: CheckOrder, report: Report) {
  if (!existsSync(file) || !statSync(file).isFile()) throw problem('not-found');
  mkdirSync(into, { recursive: true, mode: PRIVATE_DIRECTORY });
  const max = roomFor(into);
  const plain = file.endsWith('.age') ? join(into, 'archive.zip') : file;
  report('unpack', 0, 1);
  if (plain !== file) await decryptFile(file, plain, identities, max);
  return { plain, ...(await readArchive(plain, trusted, max, report)) };
}

/**
 * Checks a backup in full and leaves its copy in `into`: hash of the file, names and sizes, the
 * signature, the SHA-256 of every entry, then what the database itself says. Throws a problem that
 * says what is wrong; the file is not touched.
 */
export async function checkBackup(order: CheckOrder, report: Report): Promise<CheckedBackup> {
  const { file, into } = order;
  const paths = dataDirectoryPlaces(into);
  const { archive, manifest, manifestSha256, plain } = await openBackup(order, report);
  try {
    await unpack(archive, manifest, paths, report);
  } catch (error) {
    throw readFailure(error);
  } finally {
    archive.close();
    if (plain !== file) rmSync(plain);
  }
  mkdirSync(paths.files, { recursive: true, mode: PRIVATE_DIRECTORY });
  report('check', 0, 1);
  await checkContent(paths, manifest);
  return { manifest, manifestSha256, root: into };
}

/** What the database says of itself and what the manifest says of it, compared. */
export async function checkContent(paths: Paths, manifest: Manifest): Promise<void> {
  const identity = identityOf(paths.database);
  if (identity?.schemaVersion !== manifest.schemaVersion) throw damaged('schema');
  await inSnapshot(paths, async (db) => {
    if ((await brokenPages(db)).length > 0) throw damaged('pages');
    if ((await brokenReferences(db)).length > 0) throw damaged('references');
  });
  if (JSON.stringify(tableContents(paths.database)) !== JSON.stringify(manifest.tables)) {
    throw damaged('rows');
  }
  // What this program asks it asks of its own schema; the copy is brought to it as a restore would.
  if (needsMigration(paths.database)) {
    await (await openSqlite(paths.database, manifest.madeAt)).close();
  }
  await inSnapshot(paths, async (db) => {
    const { broken } = await verifyAudit(db, manifest.audit ? [manifest.audit] : []);
    if (broken) throw damaged('audit');
    const lost = new Set(manifest.lost);
    for (const hash of await allReferredHashes(db)) {
      if (!lost.has(hash) && !existsSync(storedFile(paths, hash))) throw damaged('attachments');
    }
  });
}

async function inSnapshot(paths: Paths, look: (db: Reader) => Promise<void>): Promise<void> {
  const snapshot = openSnapshot({ engine: 'sqlite', place: paths.database });
  try {
    await snapshot.read(look);
  } finally {
    await snapshot.close();
  }
}

/** Takes the unpacked store to where it will be used; both lie on one disk. */
export function moveStore(root: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: PRIVATE_DIRECTORY });
  renameSync(dataDirectoryPlaces(root).store, to);
}
