import type { Ddl, Migration } from './ddl.ts';

/** What a return takes back of the estimate of its receipt: of goods that no invoice is there for. */
const statements = ({ int }: Ddl) =>
  ['estimate_e4', 'estimate_net_fen', 'estimate_tax_fen'].map(
    (column) => `ALTER TABLE purchase_return_line ADD COLUMN ${column} ${int} NOT NULL DEFAULT 0`,
  );

/** Returns to suppliers of goods that are owed as an estimate. */
export const returnEstimatesMigration: Migration = {
  id: 114,
  name: 'return-estimates',
  statements,
};
