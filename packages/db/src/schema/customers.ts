import type { Generated } from 'kysely';

export interface CustomerTables {
  customer: {
    id: Generated<number>;
    version: number;
    name: string;
    short_name: string;
    name_key: string;
    /** Without region, branch and legal form; empty where that names no firm. */
    name_core: string;
    name_sort: string;
    phone: string;
    phone_key: string;
    tax_no: string;
    tax_no_key: string;
    industry: string;
    region: string;
    city: string;
    address: string;
    website: string;
    source: string;
    sales_model: string | null;
    stage: string;
    chance_grade: string | null;
    /** What it is worth to the company: A, B, C or nothing. */
    value_grade: Generated<string | null>;
    /** Exactly one of owner and pool is set. */
    owner_id: number | null;
    pool_id: number | null;
    parent_id: number | null;
    credit_limit_fen: number | null;
    note: string;
    completeness: number;
    /** UTC ms; 0 means never, so that keyset pages need no null order. */
    last_follow_at: number;
    /** Business date; '9999-12-31' means none, for the same reason. */
    next_follow_on: string;
    custom: string;
    external_no: string;
    created_by: number | null;
    created_at: number;
    /** UTC ms of the last change of stage, else of the registration. */
    stage_since: number;
    archived_at: number | null;
    /** The customer that this entry became part of; it is put away then. */
    merged_into_id: number | null;
  };
  /** One row: for which layout the search index was written (search-index.ts). */
  search_layout: { id: number; layout: number };
  /** Each from day to day in place of a lower standing limit, unless somebody ended it before. */
  temporary_limit: {
    id: Generated<number>;
    customer_id: number;
    limit_fen: number;
    /** Business dates, both included. */
    valid_from: string;
    valid_to: string;
    reason: string;
    given_by: number;
    /** UTC ms. */
    given_at: number;
    ended_by: number | null;
    ended_at: number | null;
  };
  customer_collaborator: { customer_id: number; user_id: number };
  owner_history: {
    id: Generated<number>;
    customer_id: number;
    from_owner_id: number | null;
    to_owner_id: number | null;
    reason: string;
    note: string;
    by_user_id: number | null;
    at: number;
    /** The rule by which it went back to the pool. */
    pool_rule_id: number | null;
    /** JSON of what the timeline says of the rule, as it read then. */
    detail: Generated<string>;
  };
  contact: {
    id: Generated<number>;
    version: number;
    customer_id: number;
    name: string;
    dept: string;
    post: string;
    gender: string;
    wechat: string;
    email: string;
    /** JSON of the contract's `birthday`, or null. */
    birthday: string | null;
    /** `solar-02-29` or `lunar-08-15`: how the desk finds today's birthdays. */
    birthday_key: string | null;
    native_place: string;
    family: string;
    hobbies: string;
    relations: string;
    taboos: string;
    note: string;
    sms_opt_out: number;
    is_primary: number;
    left_at: number | null;
  };
  /** What the rule says that a customer is worth, and what somebody says by hand. */
  customer_value: {
    customer_id: number;
    /** Null: the rule never ran. */
    basis: string | null;
    from_day: string | null;
    to_day: string | null;
    amount_fen: number;
    rule_grade: string | null;
    by_hand: number;
    reason: string;
    set_by: number | null;
    set_at: number | null;
  };
  customer_value_change: {
    id: Generated<number>;
    customer_id: number;
    from_grade: string | null;
    to_grade: string | null;
    by_hand: number;
    basis: string | null;
    from_day: string | null;
    to_day: string | null;
    amount_fen: number | null;
    reason: string;
    by_id: number | null;
    at: number;
  };
  contact_phone: {
    id: Generated<number>;
    contact_id: number;
    customer_id: number;
    number: string;
    extension: string;
    label: string;
    phone_key: string;
  };
}
