import type { Generated } from 'kysely';

export interface ActivityTables {
  follow_up: {
    id: Generated<number>;
    version: number;
    customer_id: number;
    contact_id: number | null;
    type: string;
    content: string;
    result: string;
    next_on: string | null;
    author_id: number;
    at: number;
    /** A deal of the customer that the talk was about. */
    deal_id: number | null;
  };
  follow_up_review: {
    id: Generated<number>;
    version: number;
    follow_up_id: number;
    /** Who wrote the follow-up. */
    author_id: number;
    reviewer_id: number;
    /** 1 to 5; null where it was only commented. */
    rating: number | null;
    comment: string;
    /** 1: the comment asks something, and is acknowledged by an answer. */
    asks: number;
    at: number;
    acknowledged_at: number | null;
  };
  task: {
    id: Generated<number>;
    version: number;
    from_user_id: number;
    to_user_id: number;
    text: string;
    /** Business date; without one the last there is. */
    due_on: string;
    /** `HH:MM`. */
    due_time: string | null;
    about_kind: string | null;
    about_id: number | null;
    state: string;
    /** 1: done or withdrawn. */
    closed: number;
    at: number;
    acknowledged_at: number | null;
    closed_at: number | null;
    note: string;
  };
  plan: {
    id: Generated<number>;
    version: number;
    person_id: number;
    companion_id: number | null;
    customer_id: number;
    deal_id: number | null;
    kind: string;
    purpose: string;
    /** Business date. */
    due_on: string;
    /** `HH:MM`. */
    due_time: string | null;
    state: string;
    follow_up_id: number | null;
    /** Whose figures it is missing from, where it was handed on after its day; with that day. */
    missed_by: number | null;
    missed_on: string | null;
    at: number;
  };
  work_log: {
    id: Generated<number>;
    version: number;
    author_id: number;
    kind: string;
    /** Business dates, both included. */
    from_on: string;
    to_on: string;
    state: string;
    results: string;
    problems: string;
    help: string;
    next_plan: string;
    submitted_at: number | null;
    /** Submitted after its time, as that stood then. */
    late: number;
    edited_at: number | null;
    edited_late: number;
  };
  work_log_line: {
    id: Generated<number>;
    log_id: number;
    position: number;
    text: string;
    /** Of these one at most. */
    plan_id: number | null;
    task_id: number | null;
    customer_id: number | null;
    done: number;
  };
  work_log_review: {
    id: Generated<number>;
    version: number;
    log_id: number;
    author_id: number;
    reviewer_id: number;
    rating: number | null;
    comment: string;
    asks: number;
    at: number;
    acknowledged_at: number | null;
  };
  message: {
    id: Generated<number>;
    about_kind: string;
    about_id: number;
    author_id: number;
    text: string;
    at: number;
  };
}
