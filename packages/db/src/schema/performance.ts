import type { Generated } from 'kysely';

export interface PerformanceTables {
  /** Append-only; a correction is a reversing row (`reversal_of`). */
  achievement_ledger: {
    id: Generated<number>;
    metric: string;
    business_date: string;
    /** Fixed when it is posted: whose result it is, and where that person was then. */
    credited_user_id: number;
    credited_dept_id: number;
    share_bp: number;
    customer_id: number | null;
    region: string;
    product_id: Generated<number | null>;
    category_id: Generated<number | null>;
    entity_id: number;
    project_id: Generated<number | null>;
    contract_id: Generated<number | null>;
    order_line_id: Generated<number | null>;
    doc_kind: string;
    doc_id: number;
    doc_line_id: Generated<number | null>;
    amount_fen: number;
    qty_e4: number;
    /** 1 on one row of a document, 0 on those of the others who share it; negative where reversed. */
    doc_count: number;
    currency: string;
    rate_e8: number;
    /** In the smallest unit of `currency`. */
    amount_cur: number;
    reversal_of: Generated<number | null>;
    /** 0: the program itself. */
    posted_by: number;
    posted_at: number;
  };
  /** What the members of a department are to reach in a year by one metric. */
  target_sheet: {
    id: Generated<number>;
    version: number;
    year: number;
    dept_id: number;
    /** Of a quantity with what is counted: `orderedQty:category-3`. */
    metric: string;
    /** In which quantities are counted; null for all else. */
    unit_id: number | null;
    /** 1 is the first; one after it replaces it once it is approved. */
    revision: number;
    state: string;
    note: string;
    made_by: number;
    made_at: number;
    submitted_at: number | null;
    locked_at: number | null;
    /** Who approved; null where nobody had to. */
    locked_by: number | null;
  };
  /** Strategy of a department for a period. */
  sales_plan: {
    id: Generated<number>;
    version: number;
    dept_id: number;
    span: string;
    from_date: string;
    to_date: string;
    strategy: string;
    /** JSON, as the contract has it. */
    segments: string;
    state: string;
    made_by: number;
    made_at: number;
    locked_at: number | null;
    locked_by: number | null;
  };
  sales_plan_action: { plan_id: number; task_id: number };
  target_line: {
    sheet_id: number;
    node_kind: string;
    node_id: number;
    month: number;
    /** Fen, or a count. */
    value: number;
  };
  /** A part of what a node is to reach, by region, category or product. */
  target_split: {
    sheet_id: number;
    node_kind: string;
    node_id: number;
    dimension: string;
    /** As the ledger has it, ids as text; never empty. */
    part: string;
    month: number;
    value: number;
  };
}
