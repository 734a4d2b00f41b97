import { api } from '@xinhang/shared/contract/api.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { may } from '@xinhang/db/actor.ts';
import { removableDrives } from '../../ops/backup/drives.ts';
import { keptFiles, spaceOf } from '../../ops/backup/keeping.ts';
import {
  makeRecoveryKey,
  recovery,
  setEncryption,
  signingKey,
  tidyRecoveryKey,
} from '../../ops/backup/keys.ts';
import { fingerprint, publicText } from '../../ops/backup/manifest.ts';
import { parseBackupName } from '../../ops/backup/names.ts';
import type { BackupOffice } from '../../ops/backup/office.ts';
import { thin } from '../../ops/backup/retention.ts';
import { proveSecondPerson, takeBackAttempt } from '../org/service.ts';
import { ScreenComparisons } from './backup-compare.ts';
import { copyBackup, dailyBackup, manualBackup, verifyBackup } from './backup-jobs.ts';
import { ScreenRestores } from './backup-restore.ts';
import { backupJob, backupRows, backupStatus, deskBackups, zoneOf } from './backup-view.ts';

const SHOWN = 200;
const GIGABYTE = 1_000_000_000;

/** The file of a name that is in the directory. */
function needFile(office: BackupOffice, name: string) {
  const file = office.records.list().find((one) => one.name === name);
  if (!file) throw problem('not-found');
  return file;
}

/** Whoever replaces all data types the date of what he takes for them. */
function needConfirmed(office: BackupOffice, name: string, confirm: string): void {
  const { businessDate: date } = needFile(office, name);
  if (confirm !== date.replaceAll('-', '')) throw fieldRefused('/confirm', 'confirm-date');
}

const tidied = (key: string | undefined) => (key ? tidyRecoveryKey(key) : undefined);

/** One job on backups at a time: the second would only wait. */
async function needIdle(ctx: ReadContext): Promise<void> {
  if ((await backupJob(ctx)) !== null) throw problem('backup-busy');
}

const askerOf = ({ actor, address }: ReadContext) => ({ name: actor.name, address });

export function backupRoutes(http: Http, office: BackupOffice): DeskSource {
  const { jobs, clockwork, deps } = http;
  const daily = dailyBackup(office);
  const manual = manualBackup(office);
  const verifying = verifyBackup(office);
  const copying = copyBackup(office);
  const comparisons = new ScreenComparisons(office);
  const comparing = comparisons.kind;
  const restores = new ScreenRestores(office, deps);
  const restoring = restores.kind;
  clockwork.register(daily);
  jobs.register(manual);
  jobs.register(verifying);
  jobs.register(copying);
  jobs.register(comparing);
  jobs.register(restoring);

  implement(http, api.backups.status, { run: (ctx) => backupStatus(ctx, office, daily) });

  implement(http, api.backups.list, {
    async run(ctx, { query }) {
      if (query.cursor !== undefined && !parseBackupName(query.cursor)) throw problem('bad-cursor');
      const all = await backupRows(ctx, office);
      const from =
        query.cursor === undefined ? all : all.filter(({ name }) => name < query.cursor!);
      const rows = from.slice(0, query.limit);
      const next = from.length > rows.length ? (rows.at(-1)?.name ?? null) : null;
      return { rows, next, count: all.length };
    },
  });

  implement(http, api.backups.make, {
    async run(ctx) {
      await needIdle(ctx);
      return { jobId: await jobs.enqueue(ctx, manual, {}) };
    },
  });

  implement(http, api.backups.verify, {
    async run(ctx, { body: { name } }) {
      needFile(office, name);
      await needIdle(ctx);
      return { jobId: await jobs.enqueue(ctx, verifying, { name }, { title: name }) };
    },
  });

  implement(http, api.backups.compare, {
    async run(ctx, { body: { name, recoveryKey, signer } }) {
      needFile(office, name);
      await needIdle(ctx);
      comparisons.keep(name, { recoveryKey: tidied(recoveryKey), signer });
      return { jobId: await jobs.enqueue(ctx, comparing, { name }, { title: name }) };
    },
  });

  implement(http, api.backups.restore, {
    async run(ctx, { body: { name, confirm, recoveryKey } }) {
      needConfirmed(office, name, confirm);
      await needIdle(ctx);
      await ctx.audit({
        action: 'backups.askRestore',
        entity: 'backup',
        entityId: null,
        after: { file: name },
      });
      restores.keep(name, { recoveryKey: tidied(recoveryKey), asker: askerOf(ctx) });
      return { jobId: await jobs.enqueue(ctx, restoring, { name }, { title: name }) };
    },
  });

  implement(http, api.backups.restoreForeign, {
    async prepare(ctx, { body: { name, confirm, recoveryKey, second } }, { request }) {
      needConfirmed(office, name, confirm);
      await needIdle(ctx);
      const key = tidied(recoveryKey);
      const needs = { permission: 'system.restore', network: request.network } as const;
      return { key, person: await proveSecondPerson(ctx, second, needs) };
    },
    async run(ctx, { body: { name, signer } }, { key, person }) {
      await needIdle(ctx);
      await takeBackAttempt(ctx.tx, person.attempt);
      const agreed = { by: ctx.actor.name, second: person.name, signer };
      await ctx.audit({
        action: 'backups.restoreForeign',
        entity: 'backup',
        entityId: null,
        after: { file: name, ...agreed },
      });
      restores.keep(name, { recoveryKey: key, agreed, asker: askerOf(ctx) });
      return { jobId: await jobs.enqueue(ctx, restoring, { name }, { title: name }) };
    },
  });

  const drives = deps.drives ?? removableDrives;
  implement(http, api.backups.drives, { run: async () => ({ rows: await drives() }) });

  implement(http, api.backups.copy, {
    prepare: async (_ctx, { body }) => (await drives()).some(({ path }) => path === body.drive),
    async run(ctx, { body: { drive } }, isThere) {
      // Only to what is a drive: never to a directory that somebody names.
      if (!isThere) throw fieldRefused('/drive', 'drive-gone');
      if (!office.newestVerified()) {
        throw problem('state-refused', { params: { reason: 'no-backup' } });
      }
      await needIdle(ctx);
      return { jobId: await jobs.enqueue(ctx, copying, { drive }, { title: drive }) };
    },
  });

  implement(http, api.backups.simulate, {
    async run(ctx, { query }) {
      const files = office.records.list();
      const real = spaceOf(office, files);
      const free =
        query.freeGigabytes === undefined ? real.free : Math.round(query.freeGigabytes * GIGABYTE);
      const today = businessDate(ctx.now, await zoneOf(ctx));
      const { remove, freed, stillLow } = thin(keptFiles(files), today, { ...real, free });
      return {
        freeBytes: free,
        wantedFreeBytes: real.wanted,
        count: remove.length,
        bytes: freed,
        rows: remove
          .slice(0, SHOWN)
          .map(({ name, size, businessDate: date }) => ({ name, size, businessDate: date })),
        stillLow,
      };
    },
  });

  implement(http, api.backups.makeRecoveryKey, {
    async run(ctx) {
      const recoveryKey = await makeRecoveryKey(deps.paths, ctx.now);
      await ctx.audit({
        action: 'backups.recoveryKey',
        entity: 'backup',
        entityId: null,
        after: { recipient: recovery(deps.paths)?.recipient },
      });
      return { recoveryKey, signer: fingerprint(publicText(signingKey(deps.paths))) };
    },
  });

  implement(http, api.backups.setEncryption, {
    async run(ctx, { body: { on } }) {
      const before = recovery(deps.paths)?.encrypt ?? false;
      setEncryption(deps.paths, on);
      await ctx.audit({
        action: 'backups.encryption',
        entity: 'backup',
        entityId: null,
        before: { encrypt: before },
        after: { encrypt: on },
      });
      return { encrypted: on };
    },
  });

  return {
    kind: 'backups',
    async build(ctx) {
      if (!may(ctx.actor, 'system.backup')) return null;
      const backups = await deskBackups(ctx, office, daily);
      const bad = [backups.failed, backups.overdue, backups.low].filter(Boolean).length;
      return { count: bad, items: [], jobs: [], backups };
    },
  };
}
