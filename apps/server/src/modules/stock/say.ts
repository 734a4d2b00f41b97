import type { AccountKey } from '@xinhang/shared/accounts.ts';
import { wayOf } from '@xinhang/shared/stock-places.ts';
import type { WriteContext } from '../../http/context.ts';
import { postVoucher } from '../ledgers/service.ts';
import { allLocations } from '../products/service.ts';
import type { NamedStockLine } from '@xinhang/db/repositories/stock-documents.ts';
import type { PostedLine, StockLine } from './post.ts';

/** What stands against goods that came or went without being bought or sold. */
function against(kind: string, reason: string): Record<'in' | 'out', AccountKey> {
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
    reason: string;
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
  const account = against(doc.kind, doc.reason);
  const { entityId, kind, id, no, businessDate } = doc;
  await postVoucher(ctx, {
    entityId,
    doc: { kind, id, no },
    businessDate,
    lines: [
      { account: 'stock', amountFen: sums.in },
      { account: account.in, amountFen: -sums.in },
      { account: account.out, amountFen: sums.out },
      { account: 'stock', amountFen: -sums.out },
    ],
  });
}

/**
 * What came in and is taken back may leave at another cost than it came with (decision 0221): the
 * difference between the two, beside the voucher that says the opposite of the first.
 */
export async function sayVariance(
  ctx: WriteContext,
  doc: { entityId: number; kind: string; id: number; no: string; businessDate: string },
  lines: readonly NamedStockLine[],
  back: readonly PostedLine[],
): Promise<void> {
  const cameIn = (line: NamedStockLine) =>
    doc.kind === 'otherIn' || (doc.kind === 'count' && (line.qty_e4 ?? 0) > (line.book_e4 ?? 0));
  const came = new Map(lines.filter(cameIn).map((line) => [line.id, line.value_fen ?? 0]));
  const wentFen = back
    .filter(({ lineId }) => lineId !== null && came.has(lineId))
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
