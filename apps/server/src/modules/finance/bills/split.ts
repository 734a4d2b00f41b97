import {
  billSteps,
  insertBill,
  insertBillStep,
  updateBill,
  type BillRecord,
} from '@xinhang/db/repositories/bills.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { mayMove, needSeen, told } from './describe.ts';
import { needBill } from './ledger.ts';
import { billNews } from './on-document.ts';
import { besideOf, maySplit, rootOf } from './parts.ts';

async function needMovable(ctx: WriteContext, id: number, version: number): Promise<BillRecord> {
  const bill = await needSeen(ctx, id);
  if (!mayMove(ctx, bill)) throw problem('forbidden');
  if (bill.version !== version) throw stale(bill);
  return await needBill(ctx, id);
}

async function record(ctx: WriteContext, action: string, id: number, before: object) {
  const { customer_id: customerId } = await needSeen(ctx, id);
  const after = await needBill(ctx, id);
  const of = { action, entity: 'billReceived', entityId: id, customerId };
  await ctx.audit({ ...of, before, after: told(after) });
  await billNews(ctx, after, customerId);
}

/**
 * Splits so much off a held bill, from the beginning of its range; both are bills from then on. It
 * came as the whole did, on its day: what lay there on any day before is the same as it was.
 */
export async function splitBill(
  ctx: WriteContext,
  id: number,
  { version, amountFen }: { version: number; amountFen: number },
): Promise<number> {
  const bill = await needMovable(ctx, id, version);
  if (!(await maySplit(ctx, bill))) throw problem('state-refused');
  if (amountFen >= bill.amount_fen) {
    throw fieldRefused('/amountFen', 'split-whole', { amountFen: bill.amount_fen });
  }
  const before = told(bill);
  const { id: _id, version: _version, ...whole } = bill;
  const partId = await insertBill(ctx.tx, {
    ...whole,
    part_of: rootOf(bill),
    amount_fen: amountFen,
    sub_to: bill.sub_from! + amountFen - 1,
  });
  const [came] = await billSteps(ctx.tx, id);
  const { id: _step, poster_name: _poster, account_name: _account, ...step } = came!;
  await insertBillStep(ctx.tx, { ...step, bill_id: partId });
  const rest = { amount_fen: bill.amount_fen - amountFen, sub_from: bill.sub_from! + amountFen };
  if (!(await updateBill(ctx.tx, bill, rest))) throw stale(bill);
  await record(ctx, 'bills.split', id, before);
  await billNews(ctx, await needBill(ctx, partId), (await needSeen(ctx, partId)).customer_id);
  return partId;
}

/** Puts a part back to the one beside which it lay: it never was apart, on any day. Answers that one. */
export async function joinBill(ctx: WriteContext, id: number, version: number): Promise<number> {
  const bill = await needMovable(ctx, id, version);
  const beside = await besideOf(ctx, bill);
  if (!beside) throw problem('state-refused');
  const before = told(beside);
  const { customer_id: customerId } = await needSeen(ctx, id);
  const [came] = await billSteps(ctx.tx, id);
  const { id: stepId, poster_name: _poster, account_name: _account, ...step } = came!;
  await insertBillStep(ctx.tx, {
    ...step,
    from_state: step.to_state,
    to_state: 'void',
    reversal_of: stepId,
    posted_by: ctx.actor.userId,
    posted_at: ctx.now,
  });
  if (!(await updateBill(ctx.tx, bill, { state: 'void' }))) throw stale(bill);
  const grown = {
    amount_fen: beside.amount_fen + bill.amount_fen,
    sub_from: Math.min(beside.sub_from!, bill.sub_from!),
    sub_to: Math.max(beside.sub_to!, bill.sub_to!),
  };
  if (!(await updateBill(ctx.tx, beside, grown))) throw stale(beside);
  await record(ctx, 'bills.join', beside.id, before);
  await billNews(ctx, await needBill(ctx, id), customerId);
  return beside.id;
}
