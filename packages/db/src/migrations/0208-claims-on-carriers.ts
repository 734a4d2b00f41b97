import type { Ddl, Migration } from './ddl.ts';

const kinds = `CHECK (kind IN ('opening','priceDifference','writeOff','other','claim','claimDropped'))`;
const columns = `id, version, no, state, kind, entity_id, supplier_id, old_no, business_date, due_date,
  amount_fen, note, reversal_reason, made_by, made_at, reversed_by, reversed_at`;

/** SQLite changes no condition of a table: it is made anew. Nothing refers to it. */
const anew = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE ap_adjustment_anew (
    id ${id}, version ${int} NOT NULL, no TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('confirmed','reversed')),
    kind TEXT NOT NULL ${kinds},
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    supplier_id ${int} NOT NULL,
    old_no TEXT NOT NULL, business_date TEXT NOT NULL, due_date TEXT NOT NULL,
    amount_fen ${int} NOT NULL CHECK (amount_fen <> 0),
    note TEXT NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int}
  )${strict}`,
  `INSERT INTO ap_adjustment_anew (${columns}) SELECT ${columns} FROM ap_adjustment ORDER BY id`,
  `DELETE FROM sqlite_sequence WHERE name = 'ap_adjustment_anew'`,
  `INSERT INTO sqlite_sequence (name, seq)
    SELECT 'ap_adjustment_anew', seq FROM sqlite_sequence WHERE name = 'ap_adjustment'`,
  `DROP TABLE ap_adjustment`,
  `ALTER TABLE ap_adjustment_anew RENAME TO ap_adjustment`,
  `CREATE UNIQUE INDEX ap_adjustment_no ON ap_adjustment (entity_id, no)`,
  `CREATE INDEX ap_adjustment_supplier ON ap_adjustment (supplier_id, id)`,
];

/** What carriers are asked for, for goods that were lost on the way. */
export const claimsOnCarriersMigration: Migration = {
  id: 208,
  name: 'claims on carriers',
  statements: (ddl) =>
    ddl.engine === 'sqlite'
      ? anew(ddl)
      : [`ALTER TABLE ap_adjustment DROP CONSTRAINT ap_adjustment_kind_check, ADD ${kinds}`],
};
