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
  };
}
