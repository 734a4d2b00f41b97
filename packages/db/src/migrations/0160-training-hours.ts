import type { Ddl, Migration } from './ddl.ts';

/**
 * How long lessons take as planned, and how long each person took part: fixed when it is finished,
 * so that a plan that is changed later leaves what was done.
 */
export const trainingHoursMigration: Migration = {
  id: 160,
  name: 'training-hours',
  statements: ({ int }: Ddl) => [
    `ALTER TABLE lesson ADD COLUMN minutes ${int} CHECK (minutes > 0)`,
    `ALTER TABLE lesson_progress ADD COLUMN minutes ${int} CHECK (minutes >= 0)`,
  ],
};
