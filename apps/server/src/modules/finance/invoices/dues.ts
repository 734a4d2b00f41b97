import {
  ofOrders,
  type NamedFapiao,
  type NamedFapiaoLine,
} from '@xinhang/db/repositories/fapiao.ts';
import type { WriteContext } from '../../../http/context.ts';
import {
  duesFromFapiao,
  moneyItem,
  postMoney,
  reverseMoney,
  settle,
  standingAllocations,
  standingMoneyRows,
  unsettle,
  type MoneyDoc,
} from '../../ledgers/service.ts';

const grossOf = (lines: readonly NamedFapiaoLine[]) =>
  lines.reduce((all, line) => all + line.net_fen + line.tax_fen, 0);

interface Move {
  /** The row of the ledger that is due too early. */
  owedId: number;
  was: string;
  becomes: string;
  amountFen: number;
}

/** What of deliveries on a fapiao is open and falls due from the fapiao, by the terms of the orders. */
async function movesOf(ctx: WriteContext, row: NamedFapiao, lines: readonly NamedFapiaoLine[]) {
  const moves: Move[] = [];
  const ofDeliveries = ofOrders(lines).filter((line) => line.delivery_id !== null);
  for (const [id, own] of Map.groupBy(ofDeliveries, (line) => line.delivery_id!)) {
    const rows = await standingMoneyRows(ctx.tx, 'ar', { kind: 'delivery', id });
    const open = new Map<number, number>();
    for (const one of rows) open.set(one.id, (await moneyItem(ctx.tx, 'ar', one.id))!.open_fen);
    for (const ofOrder of Map.groupBy(own, (line) => line.order_id).values()) {
      const days = { from: ofOrder[0]!.delivered_on!, to: row.business_date };
      const asked = { ...days, amountFen: grossOf(ofOrder) };
      for (const due of await duesFromFapiao(ctx.tx, ofOrder[0]!.term_id, asked)) {
        let left = due.amountFen;
        for (const one of rows.filter(({ due_date: on }) => on === due.was)) {
          const amountFen = Math.min(left, Math.max(0, open.get(one.id)!));
          if (amountFen === 0) continue;
          moves.push({ owedId: one.id, was: due.was, becomes: due.becomes, amountFen });
          open.set(one.id, open.get(one.id)! - amountFen);
          left -= amountFen;
        }
      }
    }
  }
  return moves;
}

/**
 * What falls due from the fapiao counts from its date: so much of what the delivery made owed is
 * taken back and owed anew on the later day, in a pair of rows that sum to nothing. What was settled
 * before stays as it is (docs/decisions/0261).
 */
export async function moveDues(
  ctx: WriteContext,
  row: NamedFapiao,
  doc: MoneyDoc,
  lines: readonly NamedFapiaoLine[],
): Promise<void> {
  const moves = await movesOf(ctx, row, lines);
  if (moves.length === 0) return;
  const { business_date: businessDate } = row;
  const ids = await postMoney(ctx, 'ar', {
    entityId: row.entity_id,
    party: { kind: 'customer', id: row.customer_id },
    kind: 'goods',
    doc,
    businessDate,
    dues: moves.flatMap(({ was, becomes, amountFen }) => [
      { dueDate: was, amountFen: -amountFen },
      { dueDate: becomes, amountFen },
    ]),
  });
  for (const [at, { owedId, amountFen }] of moves.entries()) {
    await settle(ctx, 'ar', { owedId, paidId: ids[at * 2]!, amountFen, doc, businessDate });
  }
}

/** What a fapiao moved falls due as before it, unless some of it is settled by now. */
export async function takeDuesBack(ctx: WriteContext, doc: MoneyDoc, on: string): Promise<void> {
  const rows = await standingMoneyRows(ctx.tx, 'ar', doc);
  const owed = rows.filter((row) => row.amount_fen > 0).map((row) => row.id);
  if (rows.length === 0 || (await standingAllocations(ctx.tx, 'ar', owed)).length > 0) return;
  await unsettle(ctx, 'ar', doc, on);
  await reverseMoney(ctx, 'ar', doc, on);
}
