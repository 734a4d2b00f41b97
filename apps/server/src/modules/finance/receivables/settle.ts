import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { findCustomer } from '../../customers/service.ts';
import {
  allocationById,
  moneyItem,
  postVoucher,
  reverseVoucher,
  settle,
  standingAllocations,
  standingVouchers,
  takeBack,
  type AllocationRow,
  type MoneyDoc,
} from '../../ledgers/service.ts';
import { news } from '../record.ts';

/** What vouchers say of a settlement that was made by hand, or taken back by hand. */
export const settlementDocs = ({ id, doc_no: no }: AllocationRow): [MoneyDoc, MoneyDoc] => [
  { kind: 'settlement', id, no },
  { kind: 'settlementBack', id, no },
];

type Item = NonNullable<Awaited<ReturnType<typeof moneyItem>>>;

/** A row of a customer whose receivables the actor sees; others do not exist for him. */
async function needItem(ctx: WriteContext, pointer: string, id: number): Promise<Item> {
  const item = await moneyItem(ctx.tx, 'ar', id);
  const customer =
    item?.party_kind === 'customer'
      ? await findCustomer(ctx.tx, ctx.actor, 'receivables.read', item.owner_id)
      : undefined;
  if (!item || !customer) throw fieldRefused(pointer, 'not-owed');
  return item;
}

async function record(ctx: WriteContext, action: string, item: Item, said: object): Promise<void> {
  const customerId = item.owner_id;
  const taken = action === 'receivables.unsettle';
  await ctx.audit({
    action,
    entity: 'receivable',
    entityId: item.id,
    customerId,
    before: taken ? said : null,
    after: taken ? null : said,
  });
  await news(ctx, { entity: 'receivable', id: item.id, version: ctx.now }, customerId);
}

/** The voucher of an advance that pays what is owed; other credits are in receivables already. */
async function sayUsed(
  ctx: WriteContext,
  doc: MoneyDoc,
  paid: Item,
  { amountFen, businessDate }: { amountFen: number; businessDate: string },
): Promise<void> {
  if (paid.kind !== 'advance') return;
  const customerId = paid.owner_id;
  await postVoucher(ctx, {
    entityId: paid.entity_id,
    doc,
    businessDate,
    lines: [
      { account: 'advanceReceived', amountFen, customerId },
      { account: 'receivable', amountFen: -amountFen, customerId },
    ],
  });
}

/** Uses a credit or an advance for something that is owed, today. */
export async function settleByHand(
  ctx: WriteContext,
  { owedId, paidId, amountFen }: { owedId: number; paidId: number; amountFen: number },
): Promise<void> {
  const owed = await needItem(ctx, '/owedId', owedId);
  const paid = await needItem(ctx, '/paidId', paidId);
  if (owed.amount_fen < 0) throw fieldRefused('/owedId', 'not-owed');
  if (paid.amount_fen > 0 || paid.owner_id !== owed.owner_id) {
    throw fieldRefused('/paidId', 'no-credit');
  }
  const openFen = Math.min(owed.open_fen, -paid.open_fen);
  if (amountFen > openFen) throw fieldRefused('/amountFen', 'above-open', { openFen });
  const businessDate = await todayOf(ctx);
  const doc = { kind: paid.doc_kind, id: paid.doc_id, no: paid.doc_no };
  const id = await settle(ctx, 'ar', { owedId, paidId, amountFen, doc, businessDate });
  await sayUsed(ctx, { kind: 'settlement', id, no: paid.doc_no }, paid, {
    amountFen,
    businessDate,
  });
  const said = { owed: owed.doc_no, paid: paid.doc_no, amountFen };
  await record(ctx, 'receivables.settle', owed, said);
}

/** Takes one settlement back, today; what a reversal closed stays closed. */
export async function unsettleByHand(ctx: WriteContext, allocationId: number): Promise<void> {
  const one = await allocationById(ctx.tx, 'ar', allocationId);
  if (!one) throw fieldRefused('/allocationId', 'not-owed');
  const owed = await needItem(ctx, '/allocationId', one.owed_id);
  const paid = (await moneyItem(ctx.tx, 'ar', one.paid_id))!;
  const standing = await standingAllocations(ctx.tx, 'ar', [one.owed_id]);
  const closes = owed.reversal_of !== null || paid.reversal_of !== null;
  if (closes || !standing.some(({ id }) => id === one.id)) throw problem('state-refused');
  const businessDate = await todayOf(ctx);
  await takeBack(ctx, 'ar', one, businessDate);
  const [made, back] = settlementDocs(one);
  if ((await standingVouchers(ctx.tx, made)).length > 0) {
    await reverseVoucher(ctx, made, businessDate);
  } else {
    await sayUsed(ctx, back, paid, { amountFen: -one.amount_fen, businessDate });
  }
  const said = { owed: owed.doc_no, paid: paid.doc_no, amountFen: one.amount_fen };
  await record(ctx, 'receivables.unsettle', owed, said);
}
