import type { Ddl, Migration } from './ddl.ts';

const statements = ({ int }: Ddl) => [
  `ALTER TABLE plan ADD COLUMN missed_by ${int} REFERENCES "user"(id)`,
  `ALTER TABLE plan ADD COLUMN missed_on TEXT`,
  `CREATE INDEX plan_missed ON plan (missed_on, missed_by) WHERE missed_on IS NOT NULL`,
];

/** Who had a plan on the day that passed without it, where it went to a colleague afterwards. */
export const missedPlans: Migration = { id: 106, name: 'missed plans', statements };
