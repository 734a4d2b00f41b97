import { billSteps, partsOfBill, type BillRecord } from '@xinhang/db/repositories/bills.ts';
import type { ReadContext } from '../../../http/context.ts';

type Reads = Pick<ReadContext, 'db'>;

/** Held as it came: nothing became of it, and nothing of that was taken back either. */
async function asItCame(ctx: Reads, bill: BillRecord): Promise<boolean> {
  return bill.state === 'held' && (await billSteps(ctx.db, bill.id)).length === 1;
}

/** Of the new system, where each fen is a part of its own, and not forbidden to be passed on. */
export async function maySplit(ctx: Reads, bill: BillRecord): Promise<boolean> {
  if (bill.side !== 'received' || bill.sub_from === null || bill.transferable === 0) return false;
  return bill.amount_fen > 1 && (await asItCame(ctx, bill));
}

/** The one that came by the receipt. */
export const rootOf = (bill: BillRecord): number => bill.part_of ?? bill.id;

/** Beside which of its parts it lay before it was split off; undefined where that went its way. */
export async function besideOf(ctx: Reads, bill: BillRecord): Promise<BillRecord | undefined> {
  if (bill.part_of === null || !(await asItCame(ctx, bill))) return undefined;
  for (const one of await partsOfBill(ctx.db, rootOf(bill))) {
    const touches = one.sub_to! + 1 === bill.sub_from || bill.sub_to! + 1 === one.sub_from;
    if (one.id !== bill.id && touches && (await asItCame(ctx, one))) return one;
  }
  return undefined;
}
