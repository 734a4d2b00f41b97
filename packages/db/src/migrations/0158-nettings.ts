import type { Ddl, Migration } from './ddl.ts';

const table = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE netting (
    id ${id}, version ${int} NOT NULL, no TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('confirmed','reversed')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    supplier_id ${int} NOT NULL REFERENCES supplier(id),
    business_date TEXT NOT NULL, amount_fen ${int} NOT NULL CHECK (amount_fen > 0),
    note TEXT NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int}
  )${strict}`,
  `CREATE UNIQUE INDEX netting_no ON netting (entity_id, no)`,
  `CREATE INDEX netting_customer ON netting (customer_id, id)`,
  `CREATE INDEX netting_supplier ON netting (supplier_id, id)`,
];

/** What parties owe as customers, set against what they are owed as suppliers. */
export const nettingsMigration: Migration = { id: 158, name: 'nettings', statements: table };
