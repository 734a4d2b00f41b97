import type { Generated } from 'kysely';

export interface AlertTables {
  alert_rule: {
    id: Generated<number>;
    version: number;
    /** Null: the whole company. */
    dept_id: number | null;
    kind: string;
    /** JSON lists. */
    grades: string;
    stage_ids: string;
    days: number;
    times: number | null;
    workdays: number;
    head_days: number | null;
    above_days: number | null;
    active: number;
    /** Business date of the last change: what moved before it is no news. */
    since_on: string;
  };
  alert: {
    id: Generated<number>;
    version: number;
    rule_id: number;
    kind: string;
    /** One of the two. */
    customer_id: number | null;
    deal_id: number | null;
    /** What made it: the same opens no second one. */
    cause: string;
    /** UTC ms of the last activity, where activity ends it; else 0. */
    /** Who owned the row when the days began. */
    asked_id: number | null;
    base_at: number;
    days: number;
    /** Business dates. */
    opened_on: string;
    state: string;
    head_id: number | null;
    head_on: string | null;
    above_id: number | null;
    above_on: string | null;
    /** When it goes to the next head. */
    next_on: string | null;
    handled_by: number | null;
    closed_at: number | null;
    closed_on: string | null;
    note: string;
  };
  /** Nights that are done. */
  alert_run: { date: string; at: number };
  weekly_report: {
    id: Generated<number>;
    recipient_id: number;
    from_on: string;
    to_on: string;
    made_at: number;
    /** JSON, as it was delivered. */
    rows: string;
  };
  /** Weeks whose reports are delivered. */
  weekly_run: { from_on: string; at: number };
}
