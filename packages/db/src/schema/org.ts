import type { Generated } from 'kysely';

export interface OrgTables {
  company: {
    id: Generated<number>;
    version: number;
    name: string;
    time_zone: string;
    sales_model: string;
    /** Raised by every change of people, departments and roles; cached rights carry it. */
    org_revision: number;
  };
  legal_entity: { id: Generated<number>; version: number; name: string; active: number };
  dept: {
    id: Generated<number>;
    version: number;
    parent_id: number | null;
    /** Ids from the root down to this node: `/1/4/9/`; a subtree is a prefix. */
    path: string;
    name: string;
    type: string;
    head_user_id: number | null;
    sales_model: string | null;
    /** 0 or 1; null as the one above. */
    development: number | null;
    closed: number;
    sort: number;
  };
  /** What a department says of the home of its people (dept-homes.ts); null says nothing. */
  dept_home: {
    dept_id: number;
    version: number;
    desk: string | null;
    menu: string | null;
    views: string | null;
    weekly: string | null;
    measures: string | null;
  };
  /** A department was hung under another one, or a person went to another department. */
  org_move: {
    id: Generated<number>;
    kind: string;
    node_id: number;
    from_id: number;
    to_id: number;
    /** The business date from which on it stands there. */
    day: string;
    by_id: number;
  };
  user: {
    id: Generated<number>;
    version: number;
    login: string;
    login_key: string;
    name: string;
    py: string;
    post: string;
    phone: string;
    dept_id: number;
    mentor_id: number | null;
    hired_on: string | null;
    probation_ends_on: string | null;
    regularised_on: string | null;
    left_on: string | null;
    state: string;
    password_hash: string;
    must_change_password: number;
    /** UTC ms; null for a password of one's own, and for first ones that do not end. */
    first_password_at: number | null;
    last_login_at: number | null;
    external_no: string;
  };
  role: {
    id: Generated<number>;
    version: number;
    key: string | null;
    name: string;
    side: string | null;
    phone_view: string;
    personal_view: string;
    credit_view: string;
    cost_view: string;
  };
  role_grant: {
    id: Generated<number>;
    role_id: number;
    permission: string;
    scope: string;
    /** JSON arrays of ids; null where a grant is not narrowed. */
    dept_ids: string;
    warehouse_ids: string | null;
    cash_account_ids: string | null;
  };
  /** A change of the organisation that waits for an owner. `body` and `gains` are JSON. */
  grant_request: {
    id: Generated<number>;
    version: number;
    command: string;
    target_id: number | null;
    body: string;
    subject: string;
    gains: string;
    note: string;
    asked_by: number;
    asked_at: number;
    expires_at: number;
    state: string;
    decided_by: number | null;
    decided_at: number | null;
  };
  user_role: { user_id: number; role_id: number };
  user_assist: { assistant_id: number; principal_id: number };
  /** `value` is JSON. */
  user_preference: { user_id: number; key: string; value: string; at: number };
}
