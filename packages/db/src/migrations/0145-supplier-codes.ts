import type { Ddl, Migration } from './ddl.ts';

/** Numbers of suppliers: those who are there get one by their age, and are found by it. */
const statements = (_ddl: Ddl) => [
  `ALTER TABLE supplier ADD COLUMN code TEXT NOT NULL DEFAULT ''`,
  `ALTER TABLE supplier ADD COLUMN code_key TEXT NOT NULL DEFAULT ''`,
  `UPDATE supplier SET code = 'G' || CAST(10000 + id AS TEXT),
    code_key = 'g' || CAST(10000 + id AS TEXT),
    find_text = find_text || ' g' || CAST(10000 + id AS TEXT)`,
  `CREATE UNIQUE INDEX supplier_code ON supplier (code_key)`,
];

export const supplierCodesMigration: Migration = { id: 145, name: 'supplier codes', statements };
