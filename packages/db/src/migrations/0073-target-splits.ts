import type { Ddl, Migration } from './ddl.ts';

const statements = ({ int, strict }: Ddl) => [
  `CREATE TABLE target_split (
    sheet_id ${int} NOT NULL REFERENCES target_sheet(id),
    node_kind TEXT NOT NULL CHECK (node_kind IN ('dept','user')), node_id ${int} NOT NULL,
    dimension TEXT NOT NULL CHECK (dimension IN ('region','category','product')),
    part TEXT NOT NULL CHECK (part <> ''),
    month ${int} NOT NULL CHECK (month BETWEEN 1 AND 12),
    value ${int} NOT NULL CHECK (value >= 0),
    PRIMARY KEY (sheet_id, node_kind, node_id, dimension, part, month)
  )${strict}`,
];

/** Targets split under their node by the dimensions of the ledger (S15, S19). */
export const targetSplits: Migration = { id: 73, name: 'target-splits', statements };
