import { join } from 'node:path';
import { Problem, problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import { bringBack } from '../../ops/backup/bring-back.ts';
import type { BackupOffice } from '../../ops/backup/office.ts';
import { trustedSigners } from '../../ops/backup/keys.ts';
import { fingerprint, type Manifest } from '../../ops/backup/manifest.ts';
import {
  removeOldStores,
  switchToStaged,
  type Agreed,
  type Asker,
  type RestoreJournal,
} from '../../ops/backup/restore.ts';
import { followed, withSigner } from './backup-jobs.ts';

/** What was said when a restore was asked for. */
export interface AskedRestore {
  recoveryKey?: string | undefined;
  agreed?: Agreed | undefined;
  asker?: Asker | undefined;
}

const named = z.object({ name: z.string() });

/**
 * Restores from the screen. The job ends once the copy lies ready; only then the server lets go of
 * its data and switches, because a job cannot outlive the database it is written in.
 */
export class ScreenRestores {
  readonly #office: BackupOffice;
  readonly #deps: Deps;
  /** Of jobs that wait: a recovery key is written nowhere, and what was agreed ends with the process. */
  readonly #asked = new Map<string, AskedRestore>();
  readonly #staged = new Map<string, RestoreJournal>();

  constructor(office: BackupOffice, deps: Deps) {
    this.#office = office;
    this.#deps = deps;
  }

  /** Keeps what the job that will restore this file needs; whatever was asked before is void. */
  keep(name: string, asked: AskedRestore): void {
    this.#asked.clear();
    this.#asked.set(name, asked);
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
        const { recoveryKey = null, agreed, asker } = this.#asked.get(name) ?? {};
        this.#asked.delete(name);
        const wanted = {
          file: join(this.#office.directory, name),
          recoveryKey,
          anySigner: agreed !== undefined,
          withoutBackup: false,
          agreed,
          asker,
          agree: (manifest: Manifest) => this.#needAgreed(manifest, agreed),
        };
        const run = job as JobRun<unknown, never>;
        const { journal } = await withSigner(
          run,
          name,
          followed(run, (options) => bringBack(this.#office, this.#deps, wanted, options)),
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

  /** What two people agreed to is one signer, and no other. */
  #needAgreed({ signer }: Manifest, agreed: Agreed | undefined): void {
    const known = trustedSigners(this.#office.paths);
    if (known === null || known.includes(signer)) return;
    const print = fingerprint(signer);
    if (print !== agreed?.signer) throw problem('backup-foreign', { params: { signer: print } });
  }

  async #switch(journal: RestoreJournal): Promise<void> {
    const { paths } = this.#office;
    const swap = this.#deps.swap;
    if (!swap) throw new Problem('internal');
    await swap(() => switchToStaged(paths, journal));
    removeOldStores(paths, journal.to);
  }
}
