import type { Generated } from 'kysely';

export interface PoolTables {
  pool: {
    id: Generated<number>;
    version: number;
    name: string;
    active: number;
    /** Days for which the last owner may not claim; 0 for none. */
    cool_down_days: Generated<number>;
    /** Null: as many as one likes. */
    claims_per_day: number | null;
    hold_cap: number | null;
    views_per_day: number | null;
    /** Days of its rules and of its cool-down are working days. */
    workdays: Generated<number>;
  };
  /** Departments, with all below, whose customers fall into it; none means everybody’s. */
  pool_dept: { pool_id: number; dept_id: number };
  pool_rule: {
    id: Generated<number>;
    pool_id: number;
    position: number;
    cause: string;
    /** JSON list of grades, `none` among them. */
    grades: string;
    days: number;
    warn_days: number;
    spares_open_deals: number;
    active: number;
    /** Taken out of its pool; histories go on naming it. */
    removed: number;
    /** Business date of the last change: nothing drops by it before its warning days are over. */
    since_on: string;
  };
  claim_log: {
    id: Generated<number>;
    customer_id: number;
    pool_id: number;
    user_id: number;
    /** Business date. */
    on_date: string;
    at: number;
  };
  pool_view: { user_id: number; on_date: string; customer_id: number; pool_id: number };
  customer_lock: {
    customer_id: number;
    reason: string;
    /** Last business date of the lock; null until it is taken off. */
    until_on: string | null;
    by_user_id: number;
    at: number;
  };
  drop_forecast: {
    customer_id: number;
    owner_id: number;
    drop_on: string;
    warn_on: string;
    rule_id: number;
    chance_grade: string | null;
    last_follow_at: number;
    /** When its last contract ends, as the night found it; null: none, or one without an end. */
    contract_end_on: string | null;
  };
}
