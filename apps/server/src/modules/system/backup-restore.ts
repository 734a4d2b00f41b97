import { join } from 'node:path';
import { Problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import { bringBack } from '../../ops/backup/bring-back.ts';
import type { BackupOffice } from '../../ops/backup/office.ts';
import { removeOldStores, switchToStaged, type RestoreJournal } from '../../ops/backup/restore.ts';
import { followed } from './backup-jobs.ts';

const named = z.object({ name: z.string() });

/**
 * Restores from the screen. The job ends once the copy lies ready; only then the server lets go of
 * its data and switches, because a job cannot outlive the database it is written in.
 */
export class ScreenRestores {
  readonly #office: BackupOffice;
  readonly #deps: Deps;
  /** Secrets of jobs that wait: a recovery key is written nowhere. */
  readonly #keys = new Map<string, string>();
  readonly #staged = new Map<string, RestoreJournal>();

  constructor(office: BackupOffice, deps: Deps) {
    this.#office = office;
    this.#deps = deps;
  }

  /** Keeps the key for the job that will restore this file. */
  keep(name: string, recoveryKey: string): void {
    this.#keys.set(name, recoveryKey);
  }

  get kind(): JobKind<z.output<typeof named>> {
    return {
      kind: 'backups.restore',
      input: named,
      needs: () => 'system.restore',
      resumable: false,
      route: () => '/backups',
      run: async (job) => {
        const { name } = job.input;
        const wanted = {
          file: join(this.#office.directory, name),
          recoveryKey: this.#keys.get(name) ?? null,
          anySigner: false,
          withoutBackup: false,
        };
        this.#keys.delete(name);
        const { journal } = await followed(job as JobRun<unknown, never>, (options) =>
          bringBack(this.#office, this.#deps, wanted, options),
        );
        this.#staged.set(name, journal);
      },
      ended: (ctx, { name }) => {
        const journal = this.#staged.get(name);
        this.#staged.delete(name);
        if (journal) ctx.onCommit(() => setImmediate(() => void this.#switch(journal)));
        return Promise.resolve();
      },
    };
  }

  async #switch(journal: RestoreJournal): Promise<void> {
    const { paths } = this.#office;
    const swap = this.#deps.swap;
    if (!swap) throw new Problem('internal');
    await swap(() => switchToStaged(paths, journal));
    removeOldStores(paths, journal.to);
  }
}
