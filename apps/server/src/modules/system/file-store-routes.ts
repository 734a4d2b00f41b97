import { readSetting } from '@xinhang/db/repositories/settings.ts';
import {
  attachedInAll,
  countStoredFiles,
  listStoredFiles,
  referredUnder,
  type KindRight,
  type StoredFileFilter,
  type StoredFileRecord,
} from '@xinhang/db/repositories/stored-files.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import {
  fileTypeMimes,
  fileUses,
  type FileType,
  type StoredFileRow,
} from '@xinhang/shared/file-store.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { clearedAt } from '../../ops/file-garbage.ts';
import { lookAtStore, type StoreLook } from '../../ops/file-store-look.ts';
import { nextRunOf } from './next-run.ts';

const everyKnown: readonly string[] = Object.values(fileTypeMimes).flat();

function mimesOf(types: readonly FileType[] | undefined): StoredFileFilter['mimes'] {
  if (!types?.length) return undefined;
  const of = types.flatMap((type) => (type === 'other' ? [] : fileTypeMimes[type]));
  return { of, without: types.includes('other') ? everyKnown : null };
}

function toRow(row: StoredFileRecord): StoredFileRow {
  return {
    id: row.id,
    name: row.name,
    mime: row.mime,
    size: row.size,
    sha256: row.sha256,
    by: { id: row.uploaded_by, name: row.sender_name },
    at: row.at,
    owner: row.owner_kind,
    customer: { id: row.customer_id, name: row.customer_name },
  };
}

/** What the attachment store holds: figures for whoever looks after it, files by their rows' scope. */
export function fileStoreRoutes(http: Http): void {
  const { owned, deps, clockwork } = http;
  let looking: Promise<StoreLook> | null = null;

  /** One look at the disk at a time: whoever asks meanwhile is answered by the same. */
  function look(): Promise<StoreLook> {
    looking ??= lookAtStore(deps.paths, (beginning) =>
      referredUnder(deps.db.read, beginning),
    ).finally(() => (looking = null));
    return looking;
  }

  const rights = (): KindRight[] =>
    owned.withFiles().map(({ kind, files }) => ({ kind, permission: files.reads }));

  implement(http, api.fileStore.status, {
    async run(ctx) {
      const { nextRunAt } = await nextRunOf(ctx, clockwork.kind('housekeeping')!);
      const { stored, uses, unreferenced, missing, disk } = await look();
      return {
        attached: await attachedInAll(ctx.db),
        stored,
        uses: fileUses.map((use) => ({ use, ...(uses.get(use) ?? { count: 0, bytes: 0 }) })),
        unreferenced: {
          ...unreferenced,
          rows: unreferenced.rows.map((row) => ({
            ...row,
            clearedAt: nextRunAt === null ? null : clearedAt(row.since, ctx.now, nextRunAt),
          })),
        },
        missing,
        nextClearing: nextRunAt === null ? null : Math.max(ctx.now, nextRunAt),
        disk,
        maxMegabytes: await readSetting(ctx.db, 'files.maxMegabytes'),
      };
    },
  });

  implement(http, api.fileStore.list, {
    async run(ctx, { query }) {
      const { q, type, owner, byId, sort, limit } = query;
      const mimes = mimesOf(type);
      const filter = { name: q, ...(mimes && { mimes }), kinds: owner, uploaderIds: byId };
      const page = { ...filter, sort, after: startOf(query), limit: limit + 1 };
      const found = await listStoredFiles(ctx.db, ctx.actor, rights(), page);
      const { rows, next } = cutPage(found, limit, (row) => ({
        value: sort === 'biggest' ? row.size : row.id,
        id: row.id,
      }));
      const count = query.count
        ? await countStoredFiles(ctx.db, ctx.actor, rights(), filter, COUNT_CAP)
        : null;
      return { rows: rows.map(toRow), next, count };
    },
  });
}
