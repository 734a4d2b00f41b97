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
  message: {
    id: Generated<number>;
    about_kind: string;
    about_id: number;
    author_id: number;
    text: string;
    at: number;
  };
}
