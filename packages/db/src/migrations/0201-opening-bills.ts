import type { Migration } from './ddl.ts';

/**
 * Bills that were open as the books began: what the party owed for it, and the receipt or payment of
 * before by which the bill came or went.
 */
export const openingBillsMigration: Migration = {
  id: 201,
  name: 'opening-bills',
  statements: ({ int, strict }) => [
    `CREATE TABLE opening_bill (
      bill_id ${int} PRIMARY KEY REFERENCES bill(id), adjustment_id ${int} NOT NULL,
      doc_id ${int} NOT NULL, amount_fen ${int} NOT NULL
    )${strict}`,
    `CREATE INDEX opening_bill_adjustment ON opening_bill (adjustment_id)`,
  ],
};
