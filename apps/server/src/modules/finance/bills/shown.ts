import { billById, billsByIds, type BillRecord } from '@xinhang/db/repositories/bills.ts';
import type { BillSide, BillState } from '@xinhang/shared/bill-rules.ts';
import type { BillOnDoc } from '@xinhang/shared/bills.ts';
import type { ReadContext } from '../../../http/context.ts';

export const toBillOnDoc = (row: BillRecord): BillOnDoc => ({
  id: row.id,
  side: row.side as BillSide,
  state: row.state as BillState,
  kind: row.kind as BillOnDoc['kind'],
  no: row.no,
  subFrom: row.sub_from,
  subTo: row.sub_to,
  drawer: row.drawer,
  acceptor: row.acceptor,
  issuedOn: row.issued_on,
  dueOn: row.due_on,
  transferable: row.transferable === 1,
});

/** The bill of a document, for whoever reads that. */
export async function billOf(ctx: ReadContext, id: number | null): Promise<BillOnDoc | null> {
  const row = id === null ? undefined : await billById(ctx.db, id);
  return row ? toBillOnDoc(row) : null;
}

/** The same for a page of documents. */
export async function billsOf(
  ctx: ReadContext,
  docs: readonly { bill_id: number | null }[],
): Promise<(doc: { bill_id: number | null }) => BillOnDoc | null> {
  const ids = docs.flatMap((doc) => (doc.bill_id === null ? [] : [doc.bill_id]));
  const found = await billsByIds(ctx.db, ids);
  return ({ bill_id: id }) => {
    const row = id === null ? undefined : found.get(id);
    return row ? toBillOnDoc(row) : null;
  };
}
