import type { Migration } from './ddl.ts';

/** What departments say of the home of their people in place of the preset; null says nothing. */
export const deptHomesMigration: Migration = {
  id: 176,
  name: 'homes of departments',
  statements: ({ int, strict }) => [
    `CREATE TABLE dept_home (
      dept_id ${int} NOT NULL PRIMARY KEY REFERENCES dept(id), version ${int} NOT NULL,
      desk TEXT, menu TEXT, views TEXT, weekly TEXT, measures TEXT
    )${strict}`,
  ],
};
