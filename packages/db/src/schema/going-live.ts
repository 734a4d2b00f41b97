export interface GoingLiveTables {
  /** One row, or none. */
  going_live: {
    id: number;
    version: number;
    /** Business date: of what is here, only openings are dated before it. */
    go_live_date: string;
    /** `preparing`, or `live`: openings are closed. */
    state: string;
    /** JSON of what the books before came to. */
    old_totals: string;
    /** Why it began though the totals differ. */
    difference_reason: string;
    started_by: number | null;
    started_at: number | null;
    reopened_by: number | null;
    reopened_at: number | null;
    reopen_reason: string;
  };
  /** Orders that were agreed before the company kept its orders here. */
  opening_order: {
    order_id: number;
    /** Its number in the books before. */
    old_no: string;
  };
  /** The same of orders to suppliers. */
  opening_purchase: {
    order_id: number;
    old_no: string;
  };
}
