import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupComparison } from '@xinhang/shared/backups.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import { followed } from '../../jobs/followed.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import { compareInChild } from '../../ops/backup/child.ts';
import type { Compared } from '../../ops/backup/compare.ts';
import type { Report } from '../../ops/backup/make.ts';
import { fingerprint } from '../../ops/backup/manifest.ts';
import type { BackupOffice } from '../../ops/backup/office.ts';
import { withSigner } from './backup-jobs.ts';

interface Asked {
  recoveryKey?: string | undefined;
  /** Fingerprint of a foreign signer that somebody looked at; any other stays refused. */
  signer?: string | undefined;
}

const named = z.object({ name: z.string() });

function shown({ manifest, files, difference }: Compared): BackupComparison {
  const { company, businessDate, local, host, appVersion, lost } = manifest;
  return {
    company,
    businessDate,
    local,
    host: host.name,
    appVersion,
    files,
    lost: lost.length,
    difference: [...difference],
  };
}

/** What a restore would bring and take, read from the file before anybody confirms it. */
export class ScreenComparisons {
  readonly #office: BackupOffice;
  /** Of jobs that wait: a recovery key is written nowhere. */
  readonly #asked = new Map<string, Asked>();

  constructor(office: BackupOffice) {
    this.#office = office;
  }

  /** Keeps what the job that will read this file needs; whatever was asked before is void. */
  keep(name: string, asked: Asked): void {
    this.#asked.clear();
    this.#asked.set(name, asked);
  }

  get kind(): JobKind<z.output<typeof named>> {
    return {
      kind: 'backups.compare',
      input: named,
      needs: () => 'system.restore',
      resumable: false,
      quiet: () => true,
      route: () => '/backups',
      run: async (job) => {
        const { name } = job.input;
        const asked = this.#asked.get(name) ?? {};
        this.#asked.delete(name);
        const run = job as JobRun<unknown, never>;
        const reading = followed(run, (tell, signal) => {
          // Nearly all of the time goes into the hash of the file.
          const report: Report = (phase, done, total) => {
            if (phase === 'hash') tell(Math.floor((100 * done) / total));
          };
          return this.#office.alone(() => this.#read(name, asked, { report, signal }));
        });
        const params = { ...shown(await withSigner(run, name, reading)) };
        const row = { ref: name, label: name, outcome: 'done', params };
        await job.step(() => Promise.resolve({ rows: [row] }));
      },
    };
  }

  async #read(
    name: string,
    { recoveryKey, signer }: Asked,
    options: Parameters<typeof compareInChild>[1],
  ): Promise<Compared> {
    const office = this.#office;
    const file = join(office.directory, name);
    const order = await office.checkOrder(file, recoveryKey, signer !== undefined);
    try {
      const compared = await compareInChild({ ...order, paths: office.paths }, options);
      const print = fingerprint(compared.manifest.signer);
      if (signer !== undefined && print !== signer) {
        throw problem('backup-foreign', { params: { signer: print } });
      }
      return compared;
    } finally {
      rmSync(order.into, { recursive: true, force: true });
    }
  }
}
