import type { Migration } from './ddl.ts';

/** The chance grade is no part of a complete file any more; its weight goes to facts. */
export const completenessOfFacts: Migration = {
  id: 35,
  name: 'completeness-of-facts',
  statements: () => [
    `UPDATE customer SET completeness = completeness
      - CASE WHEN chance_grade IS NULL THEN 0 ELSE 10 END
      + CASE WHEN address = '' THEN 0 ELSE 5 END
      + CASE WHEN tax_no = '' THEN 0 ELSE 5 END`,
  ],
};
