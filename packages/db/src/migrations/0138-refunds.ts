import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict }: Ddl) =>
  (['customer', 'supplier'] as const).flatMap((party) => [
    `CREATE TABLE ${party}_refund (
      id ${id}, version ${int} NOT NULL, no TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('confirmed','reversed')),
      entity_id ${int} NOT NULL REFERENCES legal_entity(id),
      ${party}_id ${int} NOT NULL REFERENCES ${party}(id),
      account_id ${int} NOT NULL REFERENCES cash_account(id),
      business_date TEXT NOT NULL, method TEXT NOT NULL,
      amount_fen ${int} NOT NULL CHECK (amount_fen > 0),
      currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
      note TEXT NOT NULL, reversal_reason TEXT NOT NULL,
      made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
      reversed_by ${int} REFERENCES "user"(id), reversed_at ${int}
    )${strict}`,
    `CREATE UNIQUE INDEX ${party}_refund_no ON ${party}_refund (entity_id, no)`,
    `CREATE INDEX ${party}_refund_party ON ${party}_refund (${party}_id, id)`,
  ]);

/** Money that went back to customers, and that came back from suppliers. */
export const refundsMigration: Migration = { id: 138, name: 'refunds', statements: tables };
