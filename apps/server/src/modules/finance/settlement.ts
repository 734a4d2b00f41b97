import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import {
  allocationById,
  allocationsOn,
  moneyItem,
  postVoucher,
  reverseMoney,
  reverseVoucher,
  settle,
  standingAllocations,
  standingMoneyRows,
  standingVouchers,
  takeBack,
  type AllocationRow,
  type MoneyDoc,
  type VoucherEntry,
} from '../ledgers/service.ts';
import type { Side } from './sides.ts';

export type Item = NonNullable<Awaited<ReturnType<typeof moneyItem>>>;

/** How settlements of one side are made by hand. */
export interface ByHand extends Side {
  /** Kinds of their vouchers, made and taken back: the numbers of both sides' settlements meet. */
  docKinds: readonly [made: string, back: string];
  /** Whether the actor sees the account of this party. */
  sees(ctx: WriteContext, partyId: number): Promise<boolean>;
  /** The voucher of an advance that is used. */
  used(partyId: number, amountFen: number): readonly VoucherEntry[];
  /** Audit and news. */
  record(
    ctx: WriteContext,
    action: 'settle' | 'unsettle',
    owed: Item,
    said: { before: object | null; after: object | null },
  ): Promise<void>;
}

/** What vouchers say of a settlement that was made by hand, or taken back by hand. */
const docsOf = (
  { docKinds: [made, back] }: Pick<ByHand, 'docKinds'>,
  { id, doc_no: no }: AllocationRow,
): [MoneyDoc, MoneyDoc] => [
  { kind: made, id, no },
  { kind: back, id, no },
];

/** A row of a party whose account the actor sees; others do not exist for him. */
async function needItem(ctx: WriteContext, of: ByHand, pointer: string, id: number): Promise<Item> {
  const item = await moneyItem(ctx.tx, of.side, id);
  const seen = item?.party_kind === of.party && (await of.sees(ctx, item.owner_id));
  if (!item || !seen) throw fieldRefused(pointer, 'not-owed');
  return item;
}

/** The voucher of an advance that pays what is owed; other credits are in the account already. */
async function sayUsed(
  ctx: WriteContext,
  of: Pick<ByHand, 'used'>,
  paid: Item,
  what: { doc: MoneyDoc; amountFen: number; businessDate: string },
): Promise<void> {
  if (paid.kind !== 'advance') return;
  await postVoucher(ctx, {
    entityId: paid.entity_id,
    doc: what.doc,
    businessDate: what.businessDate,
    lines: of.used(paid.owner_id, what.amountFen),
  });
}

/** Uses a credit or an advance for something that is owed, today. */
export async function settleBy(
  ctx: WriteContext,
  of: ByHand,
  { owedId, paidId, amountFen }: { owedId: number; paidId: number; amountFen: number },
): Promise<void> {
  const owed = await needItem(ctx, of, '/owedId', owedId);
  const paid = await needItem(ctx, of, '/paidId', paidId);
  if (owed.amount_fen < 0) throw fieldRefused('/owedId', 'not-owed');
  if (paid.amount_fen > 0 || paid.owner_id !== owed.owner_id) {
    throw fieldRefused('/paidId', 'no-credit');
  }
  const openFen = Math.min(owed.open_fen, -paid.open_fen);
  if (amountFen > openFen) throw fieldRefused('/amountFen', 'above-open', { openFen });
  const businessDate = await todayOf(ctx);
  const doc = { kind: paid.doc_kind, id: paid.doc_id, no: paid.doc_no };
  const id = await settle(ctx, of.side, { owedId, paidId, amountFen, doc, businessDate });
  const made = { kind: of.docKinds[0], id, no: paid.doc_no };
  await sayUsed(ctx, of, paid, { doc: made, amountFen, businessDate });
  const after = { owed: owed.doc_no, paid: paid.doc_no, amountFen };
  await of.record(ctx, 'settle', owed, { before: null, after });
}

/** Takes one settlement back, today; what a reversal closed stays closed. */
export async function unsettleBy(
  ctx: WriteContext,
  of: ByHand,
  allocationId: number,
): Promise<void> {
  const one = await allocationById(ctx.tx, of.side, allocationId);
  if (!one) throw fieldRefused('/allocationId', 'not-owed');
  const owed = await needItem(ctx, of, '/allocationId', one.owed_id);
  const paid = (await moneyItem(ctx.tx, of.side, one.paid_id))!;
  const standing = await standingAllocations(ctx.tx, of.side, [one.owed_id]);
  const closes = owed.reversal_of !== null || paid.reversal_of !== null;
  if (closes || !standing.some(({ id }) => id === one.id)) throw problem('state-refused');
  const businessDate = await todayOf(ctx);
  await takeBack(ctx, of.side, one, businessDate);
  const [made, back] = docsOf(of, one);
  if ((await standingVouchers(ctx.tx, made)).length > 0) {
    await reverseVoucher(ctx, made, businessDate);
  } else {
    await sayUsed(ctx, of, paid, { doc: back, amountFen: -one.amount_fen, businessDate });
  }
  const before = { owed: owed.doc_no, paid: paid.doc_no, amountFen: one.amount_fen };
  await of.record(ctx, 'unsettle', owed, { before, after: null });
}

const refundKinds = new Set(['customerRefund', 'supplierRefund']);

/**
 * Whoever takes back a receipt or a payment knows what of it was refunded: that money is gone, and
 * is owed by the party from then on (docs/decisions/0330).
 */
export async function needRefundKnown(
  ctx: WriteContext,
  { side }: Pick<ByHand, 'side'>,
  doc: MoneyDoc,
  known: number,
): Promise<void> {
  const rows = (await standingMoneyRows(ctx.tx, side, doc)).map((one) => one.id);
  const refundedFen = (await standingAllocations(ctx.tx, side, rows))
    .filter((one) => refundKinds.has(one.doc_kind))
    .reduce((all, one) => all + one.amount_fen, 0);
  if (refundedFen !== known) throw fieldRefused('/refundedFen', 'was-refunded', { refundedFen });
}

/**
 * Takes back what a receipt, a payment or a refund posted: its settlements first, with what was
 * said of them. An advance that was refunded is owed by the party from then on, until the refund is
 * taken back: what is said of that belongs to the refund, and goes with it alone.
 */
export async function reversePaid(
  ctx: WriteContext,
  of: Pick<ByHand, 'side' | 'docKinds' | 'used'>,
  doc: MoneyDoc,
  today: string,
): Promise<void> {
  const own = (one: AllocationRow) => one.doc_kind === doc.kind && one.doc_id === doc.id;
  const rows = (await standingMoneyRows(ctx.tx, of.side, doc)).map((one) => one.id);
  const standing = await standingAllocations(ctx.tx, of.side, rows);
  const byOthers: AllocationRow[] = [];
  for (const one of standing) {
    await takeBack(ctx, of.side, one, today);
    const byHand = (await standingVouchers(ctx.tx, docsOf(of, one)[0])).length > 0;
    if (!own(one) && !byHand) byOthers.push(one);
  }
  for (const one of await allocationsOn(ctx.tx, of.side, rows)) {
    const [made, back] = docsOf(of, one);
    await reverseVoucher(ctx, made, today);
    if (own(one)) await reverseVoucher(ctx, back, today);
  }
  for (const one of byOthers) {
    const paid = (await moneyItem(ctx.tx, of.side, one.paid_id))!;
    const said = { doc: docsOf(of, one)[1], amountFen: -one.amount_fen, businessDate: today };
    await sayUsed(ctx, of, paid, said);
  }
  await reverseMoney(ctx, of.side, doc, today);
}
