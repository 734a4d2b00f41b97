import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { endEverySession, workingPeople } from '@xinhang/db/repositories/rehearsal.ts';
import { raiseOrgRevision } from '@xinhang/db/repositories/company.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { uuidv7 } from '@xinhang/shared/uuid.ts';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { runCommand } from '../../http/command.ts';
import { systemContext } from '../../http/context.ts';
import { EventHub } from '../../http/events.ts';
import { syncNames, writeDurably } from '../durable-file.ts';
import { moveFile } from '../move-file.ts';
import { dataDirectoryPlaces, storeNamed, switchStore, type Paths } from '../paths.ts';
import type { CheckedBackup } from './check.ts';
import { PRIVATE_DIRECTORY, PRIVATE_FILE, syncToDisk } from './files.ts';
import { inheritedRecovery, trustSigner, unsealKeys } from './keys.ts';
import { parseBackupName } from './names.ts';
import type { BackupOffice } from './office.ts';

const shape = z.object({
  /** `staged`: nothing of the live data was touched. `switching`: the pointer decides. */
  step: z.enum(['staging', 'switching']),
  from: z.string(),
  to: z.string(),
  file: z.string(),
  manifest: z.string(),
  sequence: z.int(),
  signer: z.string(),
});
export type RestoreJournal = z.output<typeof shape>;

/** Keys that a restore brings, until the switch is made. */
const keysNext = (paths: Paths) => join(paths.root, 'keys-next');
const configNext = (paths: Paths) => join(paths.root, 'config-next.toml');

function readJournal(paths: Paths): RestoreJournal | null {
  if (!existsSync(paths.restoreJournal)) return null;
  return shape.parse(JSON.parse(readFileSync(paths.restoreJournal, 'utf8')));
}

function writeJournal(paths: Paths, journal: RestoreJournal): void {
  writeDurably(paths.restoreJournal, `${JSON.stringify(journal)}\n`);
}

/** A name of a store that nobody has had, also not one that is only left over. */
function nextStore(paths: Paths): string {
  const numbers = readdirSync(paths.root).flatMap((name) => {
    const found = /^store-(\d{4,})/.exec(name)?.[1];
    return found === undefined ? [] : [Number(found)];
  });
  return `store-${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}`;
}

const storeName = (paths: Paths) => paths.store.slice(dirname(paths.store).length + 1);

async function syncTree(directory: string): Promise<void> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else await syncToDisk(path);
  }
  syncNames(directory);
}

/** Who agreed that the file of a foreign signer is restored; by name, for ids are of each office. */
export interface Agreed {
  readonly by: string;
  readonly second: string;
  /** Fingerprint. */
  readonly signer: string;
}

/** Who asked for a restore on the screen; by name, for ids are of each office. */
export interface Asker {
  readonly name: string;
  readonly address: string;
}

/** What the copy must know of its own restore, before anybody works with it. */
async function prepareStore(
  deps: Pick<Deps, 'now' | 'random' | 'version'>,
  paths: Paths,
  checked: CheckedBackup,
  { file, agreed, asker }: Pick<StageOptions, 'file' | 'agreed' | 'asker'>,
): Promise<void> {
  const { manifest } = checked;
  const db = await openSqlite(paths.database, deps.now());
  const hub = new EventHub();
  try {
    const as = { ...deps, db, paths, screens: null, log: false } as const;
    await runCommand(db, hub, async (tx, recorder) => {
      const address = asker?.address ?? `${userInfo().username}@${hostname()}`;
      const requestId = uuidv7(deps.now(), deps.random);
      const ctx = recorder(systemContext(as, { requestId, address }));
      const sessions = await endEverySession(tx, deps.now());
      await raiseOrgRevision(tx);
      await ctx.audit({
        action: 'backups.restore',
        entity: 'backup',
        entityId: null,
        after: {
          file,
          businessDate: manifest.businessDate,
          madeAt: manifest.madeAt,
          sessions,
          ...(asker && { by: asker.name }),
          ...agreed,
        },
      });
      await ctx.notify(await workingPeople(tx), {
        kind: 'data-restored',
        params: { madeAt: manifest.madeAt, businessDate: manifest.businessDate },
        route: null,
      });
    });
  } finally {
    hub.stop();
    await db.close();
  }
}

interface StageOptions {
  file: string;
  recoveryKey: string | null;
  fresh: boolean;
  agreed?: Agreed | undefined;
  asker?: Asker | undefined;
}

/**
 * Puts a checked backup beside the live data, ready to be switched to: nothing that is in use is
 * touched. Takes the copy out of `checked.root`. With the recovery key the server's keys come too.
 */
export async function stageRestore(
  office: BackupOffice,
  deps: Pick<Deps, 'now' | 'random' | 'version'>,
  checked: CheckedBackup,
  options: StageOptions,
): Promise<RestoreJournal> {
  const { paths } = office;
  const { manifest, root } = checked;
  const sealed = join(root, 'keys.age');
  const keys =
    options.recoveryKey !== null && existsSync(sealed)
      ? await unsealKeys(readFileSync(sealed), options.recoveryKey)
      : null;
  const journal: RestoreJournal = {
    step: 'staging',
    from: storeName(paths),
    to: nextStore(paths),
    file: options.file,
    manifest: checked.manifestSha256,
    sequence: manifest.sequence,
    signer: manifest.signer,
  };
  writeJournal(paths, journal);
  const next = storeNamed(paths.root, journal.to);
  await moveFile(dataDirectoryPlaces(root).store, next.store);
  await prepareStore(deps, next, checked, options);
  const { sealedTo, madeAt } = manifest;
  const encrypted = parseBackupName(basename(options.file))?.encrypted === true;
  const inherited = inheritedRecovery(paths, { sealedTo, madeAt, encrypted });
  const brought = [
    ...(keys ?? []),
    ...(inherited ? [[inherited.name, inherited.body] as const] : []),
  ];
  if (brought.length > 0) {
    mkdirSync(keysNext(paths), { mode: PRIVATE_DIRECTORY });
    for (const [name, body] of brought) {
      writeFileSync(join(keysNext(paths), name), body, { mode: PRIVATE_FILE });
    }
    await syncTree(keysNext(paths));
  }
  const config = dataDirectoryPlaces(root).config;
  if (options.fresh && existsSync(config)) {
    await moveFile(config, configNext(paths));
    await syncToDisk(configNext(paths));
  }
  await syncTree(next.store);
  syncNames(paths.root);
  return journal;
}

/** Makes the staged data the live ones. Whoever had the old store open must have closed it. */
export function switchToStaged(paths: Paths, journal: RestoreJournal): void {
  writeJournal(paths, { ...journal, step: 'switching' });
  // Before this line everything is as it was, after it everything is as it shall be.
  switchStore(paths.current, journal.to);
  finishRestore(paths);
}

function replaceFiles(from: string, to: string): void {
  if (!existsSync(from)) return;
  for (const name of readdirSync(from)) renameSync(join(from, name), join(to, name));
  rmSync(from, { recursive: true });
  syncNames(to);
}

/**
 * Ends a restore that was broken off, one way or the other: called before anything else by
 * whoever holds the directory, and at the end of a restore itself. May be broken off and repeated.
 */
export function finishRestore(paths: Paths): 'none' | 'undone' | 'done' {
  // Half a file that was to replace a whole one.
  for (const file of [paths.restoreJournal, paths.current]) rmSync(`${file}.part`, { force: true });
  const journal = readJournal(paths);
  if (!journal) return 'none';
  const current = (JSON.parse(readFileSync(paths.current, 'utf8')) as { store: string }).store;
  const done = current === journal.to;
  if (done) {
    // A fresh machine had a store without a company.
    const replaced = storeNamed(paths.root, journal.from);
    if (!existsSync(replaced.database)) rmSync(replaced.store, { recursive: true, force: true });
    trustSigner(paths, journal.signer);
    replaceFiles(keysNext(paths), paths.keys);
    if (existsSync(configNext(paths))) renameSync(configNext(paths), paths.config);
  } else {
    rmSync(storeNamed(paths.root, journal.to).store, { recursive: true, force: true });
    rmSync(keysNext(paths), { recursive: true, force: true });
    rmSync(configNext(paths), { force: true });
  }
  rmSync(paths.restoreJournal);
  syncNames(paths.root);
  return done ? 'done' : 'undone';
}

/** Stores that were replaced, but for the newest of them: that one is the way back. */
export function removeOldStores(paths: Paths, current: string): void {
  const old = readdirSync(paths.root)
    .filter((name) => /^store-\d{4,}$/.test(name) && name !== current)
    .toSorted();
  for (const name of old.slice(0, -1)) {
    rmSync(join(paths.root, name), { recursive: true, force: true });
  }
}
