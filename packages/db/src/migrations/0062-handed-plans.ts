import type { Ddl, Migration } from './ddl.ts';

const statements = ({ int }: Ddl) => [
  `ALTER TABLE handover_row ADD COLUMN was ${int}`,
  `DELETE FROM customer_lock WHERE customer_id IN
    (SELECT id FROM customer WHERE pool_id IS NOT NULL)`,
];

/**
 * What a handed plan or instruction had and gets back (docs/decisions/0186), and no locks of
 * customers that lie in the pool any more.
 */
export const handedPlans: Migration = { id: 62, name: 'handed plans', statements };
