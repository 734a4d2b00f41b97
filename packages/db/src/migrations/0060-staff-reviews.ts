import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE probation_review (
    id ${id}, version ${int} NOT NULL, person_id ${int} NOT NULL REFERENCES "user"(id),
    ends_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open','asked','regularised','extended','ended','void')),
    closed ${int} NOT NULL CHECK (closed IN (0,1)),
    decision TEXT CHECK (decision IN ('regularise','extend','end')), decided_on TEXT,
    note TEXT NOT NULL, decided_by ${int} REFERENCES "user"(id), decided_at ${int},
    figures TEXT, made_at ${int} NOT NULL,
    CHECK ((state IN ('open','asked')) = (closed = 0))
  )${strict}`,
  `CREATE UNIQUE INDEX probation_review_open ON probation_review (person_id) WHERE closed = 0`,
  `CREATE INDEX probation_review_ends ON probation_review (closed, ends_on, id)`,
  `CREATE INDEX probation_review_person ON probation_review (person_id, ends_on)`,
  `CREATE TABLE watch_rule (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL, dept_ids TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('figure','score')), figure TEXT,
    span TEXT NOT NULL CHECK (span IN ('month','quarter','half','year')),
    bound ${int} NOT NULL, periods ${int} NOT NULL CHECK (periods > 0),
    active ${int} NOT NULL CHECK (active IN (0,1)), since_on TEXT NOT NULL,
    CHECK ((basis = 'figure') = (figure IS NOT NULL))
  )${strict}`,
  `CREATE TABLE watch_case (
    id ${id}, version ${int} NOT NULL, rule_id ${int} NOT NULL REFERENCES watch_rule(id),
    person_id ${int} NOT NULL REFERENCES "user"(id), period TEXT NOT NULL,
    state TEXT NOT NULL
      CHECK (state IN ('proposed','watching','asked','dismissed','lifted','ended','void')),
    closed ${int} NOT NULL CHECK (closed IN (0,1)), until_on TEXT NOT NULL,
    bound ${int} NOT NULL, evidence TEXT NOT NULL, made_at ${int} NOT NULL,
    CHECK ((state IN ('proposed','watching','asked')) = (closed = 0))
  )${strict}`,
  `CREATE UNIQUE INDEX watch_case_open ON watch_case (person_id) WHERE closed = 0`,
  `CREATE UNIQUE INDEX watch_case_once ON watch_case (rule_id, person_id, period)`,
  `CREATE INDEX watch_case_newest ON watch_case (closed, made_at, id)`,
  `CREATE TABLE watch_step (
    id ${id}, case_id ${int} NOT NULL REFERENCES watch_case(id), at ${int} NOT NULL,
    by_user_id ${int} REFERENCES "user"(id),
    decision TEXT NOT NULL CHECK (decision IN ('watch','dismiss','lift','end')),
    until_on TEXT, reason TEXT NOT NULL, measures TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX watch_step_case ON watch_step (case_id, id)`,
  ...frozen('watch_step'),
];

/** Whoever scores people decides on them; what comes of it may need an approval. */
const grant = `INSERT INTO role_grant
  (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
  SELECT role_id, 'staff.decide', scope, dept_ids, warehouse_ids, cash_account_ids
  FROM role_grant WHERE permission = 'appraisals.score' AND role_id IN (SELECT id FROM role WHERE key IN
    ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager'))`;

/** Probation reviews and the watch list (S37, S38). */
export const staffReviews: Migration = {
  id: 60,
  name: 'staff-reviews',
  statements: (ddl) => [...tables(ddl), grant],
};
