import type { Generated } from 'kysely';

export interface CareTables {
  care_plan: {
    id: Generated<number>;
    version: number;
    name: string;
    kind: string;
    what: string;
    trigger: string;
    every_days: number | null;
    /** Name of a festival of the settings. */
    festival: string | null;
    lead_days: number;
    /** JSON arrays; empty: any. */
    grades: string;
    value_grades: Generated<string>;
    models: string;
    tag_ids: string;
    active: number;
    /** Business date from which it holds. */
    since: string;
  };
  care_item: {
    id: Generated<number>;
    version: number;
    care_plan_id: number;
    customer_id: number;
    contact_id: number | null;
    /** Business date. */
    due_on: string;
    /** `lapsed`: its plan was switched off, or nobody owned the customer any more. */
    state: string;
    follow_up_id: number | null;
    closed_by: number | null;
    closed_at: number | null;
    note: string;
    at: number;
  };
  gift: {
    id: Generated<number>;
    version: number;
    customer_id: number;
    contact_id: number | null;
    kind: string;
    what: string;
    cost_fen: number | null;
    /** Business date. */
    on: string;
    by_user_id: number;
    note: string;
    at: number;
  };
  promise: {
    id: Generated<number>;
    version: number;
    customer_id: number;
    contact_id: number | null;
    text: string;
    /** Business date. */
    due_on: string;
    state: string;
    by_user_id: number;
    at: number;
    closed_at: number | null;
    closed_by: number | null;
    note: string;
  };
  /** What a person put off of the own desk. */
  reminder: {
    kind: string;
    row_id: number;
    /** UTC ms. */
    at: number;
    told: number;
  };
  desk_snooze: {
    user_id: number;
    /** Kind of the block, and the line of it. */
    kind: string;
    row_id: number;
    /** UTC ms. */
    until: number;
  };
}
