import { accountAllocations, accountRows } from '@xinhang/db/repositories/party-accounts.ts';
import type { ReceivableAllocation, ReceivableItem } from '@xinhang/shared/receivables.ts';
import type { ReadContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { agedOf, openAmounts } from './aged-sums.ts';
import type { Side } from './sides.ts';

export interface Span {
  from?: string | undefined;
  to?: string | undefined;
}

/** The account of one party: how it stands today, each row with the balance after it, and what settles what. */
export async function partyAccount(
  ctx: ReadContext,
  { side, party }: Side,
  id: number,
  { from, to, settles }: Span & { settles: boolean },
) {
  const rows = await accountRows(ctx.db, side, { kind: party, id });
  let balanceFen = 0;
  const items = rows.map((row): ReceivableItem => {
    balanceFen += row.amount_fen;
    return {
      id: row.id,
      kind: row.kind,
      docKind: row.doc_kind,
      docId: row.doc_id,
      docNo: row.doc_no,
      businessDate: row.business_date,
      dueDate: row.due_date,
      amountFen: row.amount_fen,
      openFen: row.open_fen,
      balanceFen,
      reversal: row.reversal_of !== null,
    };
  });
  const before = items.filter((row) => from !== undefined && row.businessDate < from);
  return {
    standing: agedOf(openAmounts(rows), await todayOf(ctx)),
    openingFen: before.at(-1)?.balanceFen ?? 0,
    items: items.filter(({ businessDate: day }) => (from ?? day) <= day && day <= (to ?? day)),
    allocations: (await accountAllocations(ctx.db, side, { kind: party, id }))
      .filter((row) => row.owed_reversal === null && row.paid_reversal === null)
      .map((row): ReceivableAllocation => ({
        id: row.id,
        businessDate: row.business_date,
        owedNo: row.owed_no,
        paidNo: row.paid_no,
        amountFen: row.amount_fen,
        mayTakeBack: settles,
      })),
    maySettle: settles,
  };
}
