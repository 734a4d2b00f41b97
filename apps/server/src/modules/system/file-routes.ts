import { attachmentById, type AttachmentRecord } from '@xinhang/db/repositories/attachments.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import type { OwnedKind } from '../../registry/owned.ts';
import { DRAFT, filesOfCustomer, hangFile, takeFileOff } from './files.ts';
import { toFileRow } from './mapper.ts';

const MEGABYTE = 1024 * 1024;

export function fileRoutes(http: Http): void {
  const { owned, deps } = http;

  function rulesOf(kind: string): NonNullable<OwnedKind['files']> {
    const rules = owned.get(kind)?.files;
    if (!rules) throw new Error(`files hang on no "${kind}"`);
    return rules;
  }

  /** What hangs on a row is as visible as the row; a draft is its sender's alone. */
  async function visible(ctx: ReadContext, row: AttachmentRecord): Promise<boolean> {
    if (row.owner_kind !== DRAFT) {
      return await rulesOf(row.owner_kind).readable(ctx, row.customer_id);
    }
    const customer = rulesOf('customer');
    return row.owner_id === ctx.actor.userId && (await customer.readable(ctx, row.customer_id));
  }

  async function needFile(ctx: ReadContext, id: number): Promise<AttachmentRecord> {
    const row = await attachmentById(ctx.db, id);
    if (!row || !(await visible(ctx, row))) throw problem('not-found');
    return row;
  }

  /** A file for the customer itself, or for a follow-up that is being written. */
  async function needAdd(ctx: ReadContext, customerId: number, draft: boolean): Promise<void> {
    if (!draft) await rulesOf('customer').needAdd(ctx, { ownerId: customerId, customerId });
    else await rulesOf('followUp').needAdd(ctx, { ownerId: null, customerId });
  }

  async function tell(ctx: WriteContext, row: AttachmentRecord): Promise<void> {
    const { customer_id: customerId, owner_id: ownerId } = row;
    const audience =
      row.owner_kind === DRAFT
        ? [ownerId]
        : await rulesOf(row.owner_kind).audience(ctx, { ownerId, customerId });
    await ctx.emit({ entity: 'file', id: row.id, version: 1, customerId, audience });
  }

  implement(http, api.files.list, {
    run: async (ctx, { params }) => ({ rows: await filesOfCustomer(ctx, owned, params.id) }),
  });

  implement(http, api.files.upload, {
    async admit(ctx, { params, query }) {
      await needAdd(ctx, params.id, query.draft === true);
      return (await readSetting(ctx.db, 'files.maxMegabytes')) * MEGABYTE;
    },
    async run(ctx, { params, query }, _prepared, { upload }) {
      // The upload may have taken minutes.
      await needAdd(ctx, params.id, query.draft === true);
      const owner = query.draft
        ? { kind: DRAFT, id: ctx.actor.userId, customerId: params.id }
        : { kind: 'customer', id: params.id, customerId: params.id };
      const row = await hangFile(ctx, owner, upload!, query.name);
      if (!query.draft) await rulesOf(owner.kind).hung?.(ctx, params.id, row.name);
      await tell(ctx, row);
      return toFileRow(row, new Map([[ctx.actor.userId, ctx.actor.name]]));
    },
  });

  implement(http, api.files.download, {
    async run(ctx, { params }) {
      const { sha256, size, name, mime } = await needFile(ctx, params.id);
      return { paths: deps.paths, sha256, size, name, mime };
    },
  });

  implement(http, api.files.remove, {
    async run(ctx, { params }) {
      const row = await needFile(ctx, params.id);
      if (row.owner_kind !== DRAFT) {
        await rulesOf(row.owner_kind).needRemove(ctx, {
          ownerId: row.owner_id,
          customerId: row.customer_id,
        });
      }
      await takeFileOff(ctx, row);
      await tell(ctx, row);
      return { ok: true as const };
    },
  });
}
