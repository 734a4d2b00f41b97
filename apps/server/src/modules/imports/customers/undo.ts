import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import {
  markCustomersUndone,
  markRowUndone,
  workedOn,
  type ImportRowRecord,
} from '@xinhang/db/repositories/imports.ts';
import {
  deleteImportedContact,
  deleteImportedCustomers,
  deleteImportedFollowUp,
} from '@xinhang/db/repositories/take-back.ts';
import { POOL, type WriteContext } from '../../../http/context.ts';
import { withoutFollowUp } from '../../activities/service.ts';
import {
  childAudience,
  customerById,
  customerHeads,
  refreshDerived,
} from '../../customers/service.ts';
import type { Move } from '../kind.ts';

const undone = { verdict: 'undone', code: 'undone' };
const kept = { verdict: 'kept', code: 'worked-on-since' };

/** Takes back customers that rows made, and what they added to others. */
export async function takeBackCustomers(
  ctx: WriteContext,
  batchId: number,
  rows: readonly ImportRowRecord[],
): Promise<Move[]> {
  const { tx } = ctx;
  const made = rows.flatMap((row) => (row.made === 1 ? (row.customer_id ?? []) : []));
  const touched = await workedOn(tx, batchId, made);
  const free = made.filter((id) => !touched.has(id));
  const heads = await customerHeads(tx, free);
  const moves: Move[] = [
    { from: 'create', to: 'undone', rows: await markCustomersUndone(tx, batchId, free, undone) },
    {
      from: 'create',
      to: 'kept',
      rows: await markCustomersUndone(tx, batchId, [...touched], kept),
    },
  ];
  await deleteImportedCustomers(tx, ctx.deps.db.search, free);
  for (const row of rows) {
    if (row.made === 1) continue;
    const { verdict, customer } = await takeAddition(ctx, batchId, row);
    moves.push({ from: row.verdict, to: verdict, rows: 1 });
    if (customer) await tell(ctx, customer, await audienceOf(ctx, customer));
  }
  const [first] = free;
  if (first === undefined) return moves;
  const owners = [...new Set(heads.flatMap((head) => head.ownerId ?? []))];
  await tell(ctx, { id: first, version: 1 }, owners);
  return moves;
}

/** Who sees a customer that stays. */
async function audienceOf({ tx }: WriteContext, customer: CustomerRecord): Promise<number[]> {
  return customer.owner_id === null ? [POOL] : await childAudience(tx, customer);
}

/** `audience`: people who saw the row before, beside those who see it now. */
async function tell(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  audience: number[],
): Promise<void> {
  await ctx.emit({ entity: 'customer', id, version, customerId: id, audience });
}

/** Takes back what a row added to a customer that was there before; answers the verdict. */
async function takeAddition(
  ctx: WriteContext,
  batchId: number,
  row: ImportRowRecord,
): Promise<{ verdict: string; customer: CustomerRecord | undefined }> {
  const { tx } = ctx;
  const talk =
    row.follow_up_id === null ? null : await deleteImportedFollowUp(tx, row.follow_up_id);
  const person = row.contact_id === null || (await deleteImportedContact(tx, row.contact_id));
  const result = talk !== undefined && person ? undone : kept;
  await markRowUndone(tx, batchId, row.row, result);
  let customer = row.customer_id === null ? undefined : await customerById(tx, row.customer_id);
  if (customer && talk) customer = await withoutFollowUp(ctx, customer, talk);
  if (customer) customer = await refreshDerived(tx, ctx.deps.db.search, customer);
  return { verdict: result.verdict, customer };
}
