import type { Migration } from './ddl.ts';

/** A part of a bill that was split off: it came by the receipt of that one. */
export const partsOfBillsMigration: Migration = {
  id: 191,
  name: 'parts-of-bills',
  statements: ({ int }) => [
    `ALTER TABLE bill ADD COLUMN part_of ${int} REFERENCES bill(id)`,
    `CREATE INDEX bill_part ON bill (part_of) WHERE part_of IS NOT NULL`,
  ],
};
