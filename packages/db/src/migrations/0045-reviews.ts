import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict, frozen }: Ddl) => [
  `ALTER TABLE follow_up ADD COLUMN deal_id ${int} REFERENCES deal(id)`,
  `CREATE INDEX follow_up_deal ON follow_up (deal_id, at, id)`,
  `CREATE TABLE follow_up_review (
    id ${id}, version ${int} NOT NULL,
    follow_up_id ${int} NOT NULL REFERENCES follow_up(id), author_id ${int} NOT NULL,
    reviewer_id ${int} NOT NULL REFERENCES "user"(id),
    rating ${int} CHECK (rating BETWEEN 1 AND 5), comment TEXT NOT NULL,
    asks ${int} NOT NULL CHECK (asks IN (0,1)), at ${int} NOT NULL, acknowledged_at ${int}
  )${strict}`,
  `CREATE UNIQUE INDEX follow_up_review_once ON follow_up_review (follow_up_id, reviewer_id)`,
  `CREATE INDEX follow_up_review_author ON follow_up_review (author_id, id)`,
  `CREATE INDEX follow_up_review_open ON follow_up_review (author_id, id)
    WHERE acknowledged_at IS NULL`,
  `CREATE TABLE message (
    id ${id}, about_kind TEXT NOT NULL CHECK (about_kind IN ('customer','deal','followUp')),
    about_id ${int} NOT NULL, author_id ${int} NOT NULL REFERENCES "user"(id),
    text TEXT NOT NULL, at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX message_about ON message (about_kind, about_id, id)`,
  ...frozen('message'),
];

/** Whoever leads reviews as far as he reads; salespeople and assistants lead nobody. */
const grant = `INSERT INTO role_grant
  (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
  SELECT role_id, 'reviews.create', scope, dept_ids, warehouse_ids, cash_account_ids
  FROM role_grant WHERE permission = 'followUps.read' AND role_id IN (SELECT id FROM role WHERE key IN
    ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager'))`;

/** Follow-ups on deals, reviews of follow-ups, and messages about a record (S34, S79). */
export const reviewsMigration: Migration = {
  id: 45,
  name: 'reviews',
  statements: (ddl) => [...tables(ddl), grant],
};
