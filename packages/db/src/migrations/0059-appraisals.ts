import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE appraisal_scheme (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL,
    span TEXT NOT NULL CHECK (span IN ('month','quarter','half','year')),
    posts TEXT NOT NULL, dept_ids TEXT NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0,1)), since_on TEXT NOT NULL
  )${strict}`,
  `CREATE TABLE appraisal_edition (
    id ${id}, scheme_id ${int} NOT NULL REFERENCES appraisal_scheme(id), no ${int} NOT NULL,
    indicators TEXT NOT NULL, made_by ${int} REFERENCES "user"(id), at ${int} NOT NULL
  )${strict}`,
  `CREATE UNIQUE INDEX appraisal_edition_no ON appraisal_edition (scheme_id, no)`,
  ...frozen('appraisal_edition'),
  `CREATE TABLE appraisal_made (
    scheme_id ${int} NOT NULL REFERENCES appraisal_scheme(id), period TEXT NOT NULL,
    at ${int} NOT NULL, PRIMARY KEY (scheme_id, period)
  )${strict}`,
  `CREATE TABLE appraisal_sheet (
    id ${id}, version ${int} NOT NULL,
    edition_id ${int} NOT NULL REFERENCES appraisal_edition(id),
    person_id ${int} NOT NULL REFERENCES "user"(id),
    dept_id ${int} NOT NULL REFERENCES dept(id), post TEXT NOT NULL,
    period TEXT NOT NULL, from_on TEXT NOT NULL, to_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft','submitted','scored','closed','void')),
    due_on TEXT NOT NULL, counted_at ${int} NOT NULL,
    self_total ${int}, total ${int}, grade TEXT CHECK (grade IN ('A','B','C','D')),
    comment TEXT NOT NULL, objection TEXT NOT NULL, made_at ${int} NOT NULL,
    CHECK (state NOT IN ('scored','closed') OR total IS NOT NULL)
  )${strict}`,
  `CREATE UNIQUE INDEX appraisal_sheet_once ON appraisal_sheet (person_id, period)
    WHERE state <> 'void'`,
  `CREATE INDEX appraisal_sheet_person ON appraisal_sheet (person_id, to_on, id)`,
  `CREATE INDEX appraisal_sheet_period ON appraisal_sheet (period, person_id)`,
  `CREATE INDEX appraisal_sheet_newest ON appraisal_sheet (to_on, id)`,
  `CREATE INDEX appraisal_sheet_state ON appraisal_sheet (state, person_id, to_on, id)`,
  `CREATE TABLE appraisal_item (
    sheet_id ${int} NOT NULL REFERENCES appraisal_sheet(id), key TEXT NOT NULL,
    figure ${int}, self_score ${int}, self_note TEXT NOT NULL,
    head_score ${int}, head_note TEXT NOT NULL, PRIMARY KEY (sheet_id, key)
  )${strict}`,
  `CREATE TABLE appraisal_step (
    id ${id}, sheet_id ${int} NOT NULL REFERENCES appraisal_sheet(id), at ${int} NOT NULL,
    verb TEXT NOT NULL, by_user_id ${int} REFERENCES "user"(id), text TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX appraisal_step_sheet ON appraisal_step (sheet_id, id)`,
  ...frozen('appraisal_step'),
  // What one person did in a span, for his figures.
  `CREATE INDEX follow_up_author_at ON follow_up (author_id, at)`,
];

/** Whoever reviews what people write scores them; schemes are made by those who lead all. */
const grants = [
  `INSERT INTO role_grant (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
  SELECT role_id, 'appraisals.score', scope, dept_ids, warehouse_ids, cash_account_ids
  FROM role_grant WHERE permission = 'reviews.create' AND role_id IN (SELECT id FROM role WHERE key IN
    ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager'))`,
  `INSERT INTO role_grant (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
  SELECT id, 'appraisals.manage', 'all', '[]', NULL, NULL
  FROM role WHERE key IN ('owner', 'sales-director')`,
];

/** Appraisal schemes and sheets (S37). */
export const appraisalsMigration: Migration = {
  id: 59,
  name: 'appraisals',
  statements: (ddl) => [...tables(ddl), ...grants],
};
