import type { Database } from 'better-sqlite3';
import { inserter } from './bulk.ts';
import { OWN_MONEY } from './trade-papers.ts';

const ONE_E4 = 10_000;

interface Achieved {
  kind: string;
  id: number;
  customer: number;
  seller: number;
  day: string;
  at: number;
  by: number;
}

interface Part {
  /** Line of the document that posts it; null: the document itself. */
  id: number | null;
  orderLine?: number;
  product?: number;
  qty?: number;
  netFen: number;
}

/** Writes what a document adds to the results of its seller, a row for each part of it. */
export function resultWriter(db: Database, depts: ReadonlyMap<number, number>) {
  const row = inserter(db, 'achievement_ledger');
  const region = db.prepare('select region from customer where id = ?').pluck();
  return (metric: string, doc: Achieved, parts: readonly Part[]): void => {
    const where = region.get(doc.customer) as string;
    for (const [at, part] of parts.entries()) {
      row({
        metric,
        business_date: doc.day,
        credited_user_id: doc.seller,
        credited_dept_id: depts.get(doc.seller)!,
        share_bp: 10_000,
        customer_id: doc.customer,
        region: where,
        product_id: part.product ?? null,
        category_id: null,
        entity_id: 1,
        project_id: null,
        contract_id: null,
        order_line_id: part.orderLine ?? (part.product === undefined ? null : part.id),
        doc_kind: doc.kind,
        doc_id: doc.id,
        doc_line_id: part.id,
        amount_fen: part.netFen,
        qty_e4: (part.qty ?? 0) * ONE_E4,
        doc_count: at === 0 ? 1 : 0,
        ...OWN_MONEY,
        amount_cur: part.netFen,
        reversal_of: null,
        posted_by: doc.by,
        posted_at: doc.at,
      });
    }
  };
}
