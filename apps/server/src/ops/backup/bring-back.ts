import { rmSync } from 'node:fs';
import { tableRows } from '@xinhang/db/sqlite/copy.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Deps } from '../../deps.ts';
import { checkInChild, type ChildOptions } from './child.ts';
import type { Manifest } from './manifest.ts';
import { failureOf, type BackupOffice } from './office.ts';
import { stageRestore, type Agreed, type Asker, type RestoreJournal } from './restore.ts';

export interface BringBack {
  /** Path of the backup. */
  readonly file: string;
  readonly recoveryKey: string | null;
  /** Takes a backup that another installation signed. */
  readonly anySigner: boolean;
  /** Does not back up the present state first: for data that cannot be read any more. */
  readonly withoutBackup: boolean;
  /** The two people who agreed to a foreign signer, for the audit of what comes back. */
  readonly agreed?: Agreed | undefined;
  /** Who asked for it on the screen; absent on the command line. */
  readonly asker?: Asker | undefined;
  /** Looks at the manifest before anything is done; throws to stop. */
  agree?(manifest: Manifest): void;
}

export interface BroughtBack {
  readonly journal: RestoreJournal;
  readonly manifest: Manifest;
  /** The backup of the state that is replaced; null where there was no company, or none was wanted. */
  readonly before: string | null;
  /** Whether the server's own keys came back too. */
  readonly keys: boolean;
}

/** Backs up what is there now; where that cannot be done, somebody must say that it may go. */
async function presentState(office: BackupOffice, options: ChildOptions): Promise<string> {
  try {
    return (await office.makeInside('restore', options)).file;
  } catch (error) {
    options.signal?.throwIfAborted();
    throw problem('present-not-kept', { params: { reason: failureOf(error).reason } }, error);
  }
}

/**
 * Checks a backup in full, backs up the present state, and puts the copy beside the live data. The
 * caller then stops whoever works and switches. Nothing that is in use is touched here.
 */
export async function bringBack(
  office: BackupOffice,
  deps: Pick<Deps, 'now' | 'random' | 'version'>,
  wanted: BringBack,
  options: ChildOptions,
): Promise<BroughtBack> {
  return await office.alone(async () => {
    const order = await office.checkOrder(
      wanted.file,
      wanted.recoveryKey ?? undefined,
      wanted.anySigner,
    );
    try {
      const checked = await checkInChild(order, options);
      wanted.agree?.(checked.manifest);
      const fresh = tableRows(office.paths.database, []) === null;
      const before = fresh || wanted.withoutBackup ? null : await presentState(office, options);
      options.signal?.throwIfAborted();
      const { recoveryKey } = wanted;
      const journal = await stageRestore(office, deps, checked, {
        file: wanted.file,
        recoveryKey,
        fresh,
        agreed: wanted.agreed,
        asker: wanted.asker,
      });
      const keys = recoveryKey !== null && checked.manifest.sealedTo !== null;
      return { journal, manifest: checked.manifest, before, keys };
    } finally {
      rmSync(order.into, { recursive: true, force: true });
    }
  });
}
