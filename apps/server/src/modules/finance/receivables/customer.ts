import { may } from '@xinhang/db/actor.ts';
import { receivableAllocations, receivableRows } from '@xinhang/db/repositories/receivable-list.ts';
import type { ReceivableAllocation, ReceivableItem } from '@xinhang/shared/receivables.ts';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { needCustomer } from '../../customers/service.ts';
import { agedSums } from './list.ts';

/** What a customer owes, with every row of the ledger and what was settled of it. */
export async function receivablesOfCustomer(
  ctx: ReadContext,
  customerId: number,
  { from, to }: { from?: string | undefined; to?: string | undefined },
) {
  const customer = await needCustomer(ctx.db, ctx.actor, 'receivables.read', customerId);
  const rows = await receivableRows(ctx.db, customerId);
  const open = rows.map((row) => ({
    kind: row.kind,
    dueDate: row.due_date,
    openFen: row.open_fen,
  }));
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
  const settles = ctx.actor.viewAsBy === null && may(ctx.actor, 'receipts.manage');
  const credit = ctx.actor.fields.credit === 'show';
  return {
    customer: { id: customer.id, name: customer.name },
    standing: {
      ...agedSums(open, await todayOf(ctx)),
      limitFen: credit ? customer.credit_limit_fen : null,
      limitHidden: !credit,
    },
    openingFen: before.at(-1)?.balanceFen ?? 0,
    items: items.filter(({ businessDate: day }) => (from ?? day) <= day && day <= (to ?? day)),
    allocations: (await receivableAllocations(ctx.db, customerId))
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
