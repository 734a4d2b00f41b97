import type { Generated } from 'kysely';

export interface MergeTables {
  /** Two entries of one customer that were made one. */
  customer_merge: {
    id: Generated<number>;
    kept_id: number;
    other_id: number;
    by_user_id: number;
    /** UTC ms. */
    at: number;
    /** JSON of the columns that the merge changed of the kept row: before it, and by it. */
    kept_before: string;
    kept_after: string;
    /** The same of the other row, before it. */
    other_before: string;
    undone_at: number | null;
    undone_by: number | null;
  };
  /** A row that went from the other customer to the kept one. */
  customer_merge_row: { merge_id: number; kind: string; row_id: number };
}
