import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE course (
    id ${id}, version ${int} NOT NULL, title TEXT NOT NULL, note TEXT NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0,1)), at ${int} NOT NULL
  )${strict}`,
  // What is taken out of a course stays for those who did it.
  `CREATE TABLE lesson (
    id ${id}, course_id ${int} NOT NULL REFERENCES course(id), sort ${int} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('article','text','file','session')), title TEXT NOT NULL,
    article_id ${int} REFERENCES kb_article(id), body TEXT, file_id ${int} REFERENCES kb_file(id),
    on_date TEXT, place TEXT NOT NULL, trainer_id ${int} REFERENCES "user"(id),
    removed_at ${int},
    CHECK ((kind = 'article') = (article_id IS NOT NULL)), CHECK ((kind = 'text') = (body IS NOT NULL)),
    CHECK ((kind = 'file') = (file_id IS NOT NULL)), CHECK ((kind = 'session') = (on_date IS NOT NULL)),
    CHECK ((kind = 'session') = (trainer_id IS NOT NULL))
  )${strict}`,
  `CREATE INDEX lesson_course ON lesson (course_id, sort, id)`,
  `CREATE INDEX lesson_trainer ON lesson (trainer_id, on_date)`,
  `CREATE INDEX lesson_file ON lesson (file_id)`,
  `CREATE TABLE learning_path (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL, note TEXT NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  // Days from the assignment until the course is due.
  `CREATE TABLE path_step (
    path_id ${int} NOT NULL REFERENCES learning_path(id), sort ${int} NOT NULL,
    course_id ${int} NOT NULL REFERENCES course(id), days ${int} NOT NULL,
    PRIMARY KEY (path_id, sort)
  )${strict}`,
  `CREATE TABLE training_rule (
    id ${id}, version ${int} NOT NULL, path_id ${int} NOT NULL REFERENCES learning_path(id),
    dept_id ${int}, post TEXT NOT NULL, hired_within_days ${int} NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  // One of each person and course, however often it is assigned.
  `CREATE TABLE enrolment (
    id ${id}, user_id ${int} NOT NULL REFERENCES "user"(id),
    course_id ${int} NOT NULL REFERENCES course(id), path_id ${int} REFERENCES learning_path(id),
    rule_id ${int} REFERENCES training_rule(id), by_id ${int} REFERENCES "user"(id),
    assigned_on TEXT NOT NULL, due_on TEXT NOT NULL, at ${int} NOT NULL,
    finished_at ${int}, finished_on TEXT, withdrawn_at ${int}
  )${strict}`,
  `CREATE UNIQUE INDEX enrolment_once ON enrolment (user_id, course_id)`,
  `CREATE INDEX enrolment_course ON enrolment (course_id, user_id)`,
  `CREATE INDEX enrolment_open ON enrolment (user_id, due_on)
    WHERE finished_at IS NULL AND withdrawn_at IS NULL`,
  `CREATE TABLE lesson_progress (
    enrolment_id ${int} NOT NULL REFERENCES enrolment(id),
    lesson_id ${int} NOT NULL REFERENCES lesson(id),
    started_at ${int} NOT NULL, finished_at ${int}, by_id ${int} NOT NULL REFERENCES "user"(id),
    PRIMARY KEY (enrolment_id, lesson_id)
  )${strict}`,
];

const grant = `INSERT INTO role_grant
  (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
  SELECT id, 'training.manage', 'all', '[]', NULL, NULL FROM role
  WHERE key IN ('owner', 'sales-director')`;

/** Courses, learning paths, who is to take them, by hand or by rule, and how far everybody is (S18, S36). */
export const trainingMigration: Migration = {
  id: 55,
  name: 'training',
  statements: (ddl) => [...tables(ddl), grant],
};
