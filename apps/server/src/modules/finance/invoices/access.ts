import type { Reader } from '@xinhang/db/database.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import {
  fapiaoById,
  fapiaoLines,
  findFapiao,
  type NamedFapiao,
} from '@xinhang/db/repositories/fapiao.ts';
import type { FapiaoBuyer } from '@xinhang/shared/fapiao.ts';
import type { FapiaoState } from '@xinhang/shared/fapiao-rules.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';

/** A fapiao of a customer that the actor sees; others do not exist (404). */
export async function needFapiao(db: Reader, actor: Actor, id: number): Promise<NamedFapiao> {
  const row = await findFapiao(db, actor, id);
  if (!row) throw problem('not-found');
  return row;
}

/** The same to be changed: in one of these states, in the version that was seen. */
export async function needIn(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  ...states: readonly FapiaoState[]
): Promise<NamedFapiao> {
  const row = await needFapiao(ctx.tx, ctx.actor, id);
  if (!states.includes(row.state as FapiaoState)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

/** A fapiao as the audit tells it. */
export async function told(ctx: WriteContext, row: NamedFapiao): Promise<object> {
  return {
    version: row.version,
    state: row.state,
    kind: row.kind,
    code: row.code,
    no: row.number,
    businessDate: row.business_date,
    customer: row.customer_name,
    buyerTitle: row.title,
    taxNo: (JSON.parse(row.buyer) as FapiaoBuyer).taxNo,
    grossFen: row.gross_fen,
    taxFen: row.tax_fen,
    redOf: row.blue_number ?? row.red_of_no,
    reason: row.red_reason,
    note: row.note,
    lines: (await fapiaoLines(ctx.tx, row.id)).map((line) => ({
      order: line.order_no,
      delivery: line.delivery_no,
      ...(line.return_no !== null && { return: line.return_no }),
      product: [line.code, line.name].filter(Boolean).join(' '),
      qtyE4: line.qty_e4,
      grossFen: line.net_fen + line.tax_fen,
    })),
  };
}

/** Audit and news of a change of a fapiao; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  { id, customer_id: customerId, owner_id: owner }: NamedFapiao,
  before: object | null,
): Promise<NamedFapiao | undefined> {
  const after = await fapiaoById(ctx.tx, id);
  const now = after ? await told(ctx, after) : null;
  await ctx.audit({ action, entity: 'fapiao', entityId: id, customerId, before, after: now });
  const version = after?.version ?? 0;
  const audience = owner === null ? [] : [owner];
  await ctx.emit({ entity: 'fapiao', id, version, customerId, audience });
  return after;
}
