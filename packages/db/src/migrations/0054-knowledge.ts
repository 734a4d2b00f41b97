import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE kb_category (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL,
    parent_id ${int} REFERENCES kb_category(id), sort ${int} NOT NULL
  )${strict}`,
  // What readers see; before the first version what its author calls it.
  `CREATE TABLE kb_article (
    id ${id}, version ${int} NOT NULL,
    category_id ${int} NOT NULL REFERENCES kb_category(id), title TEXT NOT NULL,
    excerpt TEXT NOT NULL, find_title TEXT NOT NULL, find_text TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft','published','retired')), no ${int},
    required ${int} NOT NULL CHECK (required IN (0,1)),
    everybody ${int} NOT NULL CHECK (everybody IN (0,1)),
    author_id ${int} NOT NULL REFERENCES "user"(id),
    created_at ${int} NOT NULL, published_at ${int},
    CHECK ((no IS NULL) = (state = 'draft')), CHECK ((no IS NULL) = (published_at IS NULL))
  )${strict}`,
  `CREATE INDEX kb_article_newest ON kb_article (state, published_at, id)`,
  `CREATE INDEX kb_article_category ON kb_article (category_id)`,
  `CREATE TABLE kb_article_dept (
    article_id ${int} NOT NULL REFERENCES kb_article(id), dept_id ${int} NOT NULL,
    PRIMARY KEY (article_id, dept_id)
  )${strict}`,
  // One at a time: what is being written, with who shall see it once it is published.
  `CREATE TABLE kb_draft (
    article_id ${int} PRIMARY KEY REFERENCES kb_article(id), title TEXT NOT NULL,
    category_id ${int} NOT NULL REFERENCES kb_category(id), body TEXT NOT NULL,
    file_ids TEXT NOT NULL, everybody ${int} NOT NULL, dept_ids TEXT NOT NULL,
    required ${int} NOT NULL, submitted ${int} NOT NULL CHECK (submitted IN (0,1)),
    changed_by ${int} NOT NULL REFERENCES "user"(id), changed_at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX kb_draft_newest ON kb_draft (changed_at, article_id)`,
  `CREATE INDEX kb_draft_category ON kb_draft (category_id)`,
  `CREATE TABLE kb_version (
    article_id ${int} NOT NULL REFERENCES kb_article(id), no ${int} NOT NULL,
    title TEXT NOT NULL, category TEXT NOT NULL, body TEXT NOT NULL, file_ids TEXT NOT NULL,
    note TEXT NOT NULL, by_id ${int} NOT NULL REFERENCES "user"(id), at ${int} NOT NULL,
    PRIMARY KEY (article_id, no)
  )${strict}`,
  ...frozen('kb_version'),
  `CREATE TABLE kb_read (
    article_id ${int} NOT NULL REFERENCES kb_article(id),
    user_id ${int} NOT NULL REFERENCES "user"(id), no ${int} NOT NULL,
    first_at ${int} NOT NULL, last_at ${int} NOT NULL, acknowledged_at ${int},
    PRIMARY KEY (article_id, user_id, no)
  )${strict}`,
  `CREATE TABLE kb_vote (
    article_id ${int} NOT NULL REFERENCES kb_article(id),
    user_id ${int} NOT NULL REFERENCES "user"(id),
    useful ${int} NOT NULL CHECK (useful IN (0,1)), at ${int} NOT NULL,
    PRIMARY KEY (article_id, user_id)
  )${strict}`,
  `CREATE TABLE kb_file (
    id ${id}, article_id ${int} REFERENCES kb_article(id), name TEXT NOT NULL,
    mime TEXT NOT NULL, size ${int} NOT NULL, sha256 TEXT NOT NULL,
    uploaded_by ${int} NOT NULL REFERENCES "user"(id), at ${int} NOT NULL, removed_at ${int}
  )${strict}`,
  `CREATE INDEX kb_file_article ON kb_file (article_id)`,
  `CREATE INDEX kb_file_sha256 ON kb_file (sha256)`,
  `CREATE TABLE kb_use (
    follow_up_id ${int} NOT NULL REFERENCES follow_up(id),
    article_id ${int} NOT NULL REFERENCES kb_article(id),
    PRIMARY KEY (follow_up_id, article_id)
  )${strict}`,
  `CREATE INDEX kb_use_article ON kb_use (article_id, follow_up_id)`,
];

const categories = ['产品知识', '客户异议', '成功案例', '销售流程', '公司制度'].map(
  (name, at) =>
    `INSERT INTO kb_category (version, name, parent_id, sort)
      VALUES (1, '${name}', NULL, ${(at + 1) * 10})`,
);

const give = (permission: string, roles: readonly string[]) =>
  `INSERT INTO role_grant
    (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
    SELECT id, '${permission}', 'all', '[]', NULL, NULL FROM role
    WHERE key IN (${roles.map((role) => `'${role}'`).join()})`;

/** Who leads sees the learning of those whom he instructs. */
const lead = `INSERT INTO role_grant
  (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
  SELECT role_id, 'training.lead', scope, dept_ids, warehouse_ids, cash_account_ids
  FROM role_grant WHERE permission = 'tasks.create' AND role_id IN (SELECT id FROM role WHERE key IN
    ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager'))`;

/** Articles with versions, who has read them, and which talks they were of use in (S35). */
export const knowledgeMigration: Migration = {
  id: 54,
  name: 'knowledge',
  statements: (ddl) => [
    ...tables(ddl),
    ...categories,
    give('knowledge.write', [
      'owner',
      'sales-director',
      'branch-manager',
      'office-head',
      'sales-manager',
      'salesperson',
      'service',
    ]),
    give('knowledge.publish', ['owner', 'sales-director']),
    lead,
  ],
};
