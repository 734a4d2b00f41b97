import type { Ddl, Migration } from './ddl.ts';

const statements = ({ int }: Ddl) => [`ALTER TABLE handover_row ADD COLUMN was ${int}`];

/** What a handed plan or instruction had and gets back (docs/decisions/0186). */
export const handedPlans: Migration = { id: 62, name: 'handed plans', statements };
