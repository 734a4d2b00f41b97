import type { Ddl, Migration } from './ddl.ts';

const statements = ({ id, int, strict }: Ddl) => [
  // Reviews of a span, for the figures of people.
  `CREATE INDEX follow_up_review_at ON follow_up_review (at)`,
  `CREATE TABLE task (
    id ${id}, version ${int} NOT NULL,
    from_user_id ${int} NOT NULL REFERENCES "user"(id),
    to_user_id ${int} NOT NULL REFERENCES "user"(id), text TEXT NOT NULL, due_on TEXT NOT NULL,
    about_kind TEXT CHECK (about_kind IN ('customer','deal')), about_id ${int},
    state TEXT NOT NULL CHECK (state IN ('given','acknowledged','done','withdrawn')),
    closed ${int} NOT NULL CHECK (closed IN (0,1)),
    at ${int} NOT NULL, acknowledged_at ${int}, closed_at ${int}, note TEXT NOT NULL,
    CHECK ((about_kind IS NULL) = (about_id IS NULL)),
    CHECK ((state IN ('done','withdrawn')) = (closed = 1))
  )${strict}`,
  `CREATE INDEX task_to ON task (to_user_id, closed, due_on, id)`,
  `CREATE INDEX task_from ON task (from_user_id, closed, due_on, id)`,
];

/** Whoever reviews people tells them what to do. */
const grant = `INSERT INTO role_grant
  (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
  SELECT role_id, 'tasks.create', scope, dept_ids, warehouse_ids, cash_account_ids
  FROM role_grant WHERE permission = 'reviews.create' AND role_id IN (SELECT id FROM role WHERE key IN
    ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager'))`;

/** Instructions from heads to their people (S81). */
export const tasksMigration: Migration = {
  id: 46,
  name: 'tasks',
  statements: (ddl) => [...statements(ddl), grant],
};
