import type { AccountKey } from '@xinhang/shared/accounts.ts';
import { isMade, type ExtraAccount } from '@xinhang/shared/stock-documents.ts';
import { wayOf } from '@xinhang/shared/stock-places.ts';
import type { WriteContext } from '../../http/context.ts';
import { postVoucher } from '../ledgers/service.ts';
import { allLocations } from '../products/service.ts';
import type { NamedStockDoc, NamedStockLine } from '@xinhang/db/repositories/stock-documents.ts';
import type { PostedLine, StockLine } from './post.ts';

interface Against {
  in: AccountKey;
  out: AccountKey;
}

/** What stands against goods that came or went without being bought or sold. */
export function againstOf({ kind, reason, extra_account }: NamedStockDoc): Against {
  // A whole is worth its parts and what was spent besides: that alone comes from elsewhere.
  if (isMade(kind)) {
    const account = (extra_account || 'otherPayable') as ExtraAccount;
    return { in: account, out: account };
  }
  if (kind === 'otherIn' || kind === 'otherOut') {
    return { in: reason === 'opening' ? 'equityOpening' : 'otherIncome', out: 'otherExpense' };
  }
  return { in: 'stockGain', out: 'stockLoss' };
}

/**
 * Writes the voucher of a document of stock: its goods at the value with which they were posted. What
 * only changes its place moves no value of the company, and says nothing.
 */
export async function sayStock(
  ctx: WriteContext,
  doc: {
    entityId: number;
    kind: string;
    id: number;
    no: string;
    against: Against;
    businessDate: string;
  },
  lines: readonly StockLine[],
  posted: readonly PostedLine[],
): Promise<void> {
  const kinds = new Map((await allLocations(ctx.tx)).map((place) => [place.id, place.kind]));
  const sums = { in: 0, out: 0 };
  for (const [at, { fromId, toId }] of lines.entries()) {
    const way = wayOf(kinds.get(fromId)!, kinds.get(toId)!);
    if (way === 'in' || way === 'out') sums[way] += posted[at]!.valueFen;
  }
  const { entityId, kind, id, no, businessDate, against } = doc;
  const counter =
    against.in === against.out
      ? [{ account: against.in, amountFen: sums.out - sums.in }]
      : [
          { account: against.in, amountFen: -sums.in },
          { account: against.out, amountFen: sums.out },
        ];
  await postVoucher(ctx, {
    entityId,
    doc: { kind, id, no },
    businessDate,
    lines: [
      { account: 'stock', amountFen: sums.in },
      ...counter,
      { account: 'stock', amountFen: -sums.out },
    ],
  });
}

/** What of a document came in and with what it was posted, by line; null is its whole. */
export function cameBy(
  doc: NamedStockDoc,
  lines: readonly NamedStockLine[],
): ReadonlyMap<number | null, number> {
  if (doc.kind === 'assembly') return new Map([[null, doc.whole_value_fen ?? 0]]);
  const cameIn = (line: NamedStockLine) =>
    doc.kind === 'otherIn' ||
    doc.kind === 'disassembly' ||
    (doc.kind === 'count' && (line.qty_e4 ?? 0) > (line.book_e4 ?? 0));
  return new Map(lines.filter(cameIn).map((line) => [line.id, line.value_fen ?? 0]));
}

/**
 * What came in and is taken back may leave at another cost than it came with (decision 0221): the
 * difference between the two, beside the voucher that says the opposite of the first.
 */
export async function sayVariance(
  ctx: WriteContext,
  doc: { entityId: number; kind: string; id: number; no: string; businessDate: string },
  came: ReadonlyMap<number | null, number>,
  back: readonly PostedLine[],
): Promise<void> {
  const wentFen = back
    .filter(({ lineId }) => came.has(lineId))
    .reduce((sum, { valueFen }) => sum + valueFen, 0);
  const rest = [...came.values()].reduce((sum, value) => sum + value, 0) - wentFen;
  const { entityId, kind, id, no, businessDate } = doc;
  await postVoucher(ctx, {
    entityId,
    doc: { kind, id, no },
    businessDate,
    lines: [
      { account: 'stock', amountFen: rest },
      { account: 'purchaseVariance', amountFen: -rest },
    ],
  });
}
