import type { Migration } from './ddl.ts';

/** What a job did may be taken back by another one, once. */
export const undoneJobs: Migration = {
  id: 10,
  name: 'undone-jobs',
  statements: ({ int }) => [`ALTER TABLE job ADD COLUMN undone_by ${int} REFERENCES job(id)`],
};
