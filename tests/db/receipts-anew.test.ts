import type { Database } from '@xinhang/db/database.ts';
import { migrate } from '@xinhang/db/migrate.ts';
import { migrations } from '@xinhang/db/migrations/all.ts';
import { connectPostgres } from '@xinhang/db/postgres/open.ts';
import type { DB } from '@xinhang/db/schema/database.ts';
import { connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import { sql, type Kysely } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { hasPostgres, startPostgres } from '../helpers/postgres.ts';

vi.setConfig({ testTimeout: 120_000 });
const before = migrations.filter((migration) => migration.id < 170);
const docs = ['receipt', 'payment'] as const;
type Doc = (typeof docs)[number];

const party: Record<Doc, string> = {
  receipt: 'customer_id, payer',
  payment: 'supplier_id, payee_bank, payee_account',
};
const head = (doc: Doc, id: number) => `insert into ${doc} (id, version, no, state, entity_id,
  ${party[doc]}, account_id, business_date, method, amount_fen, fee_fen, currency, rate_e8,
  amount_cur, note, reversal_reason, made_by, made_at)
  values (${id}, 3, 'NO-${id}', 'confirmed', 1, ${doc === 'receipt' ? `1, '甲'` : `1, '', '62'`}, 2,
    '2026-11-01', 'cash', 100, 5, 'CNY', 100000000, 100, '备注', '', 1, 5)`;
const line = (doc: Doc, of: number) => `insert into ${doc}_line (${doc}_id, item_id, sort,
  amount_fen, discount_fen) values (${of}, 4, 0, 60, 1)`;

/** One that stands, and a younger one that was thrown away, as the schema before has them. */
async function proveOn(db: Kysely<DB>, engine: Database['engine']): Promise<void> {
  await migrate(db, engine, 0, before);
  // Of what they lead to nothing is needed here.
  const loose =
    engine === 'sqlite' ? 'pragma foreign_keys = off' : `set session_replication_role = replica`;
  const statements = [loose];
  for (const doc of docs) {
    statements.push(head(doc, 5), line(doc, 5), head(doc, 7));
    if (engine === 'postgres') statements.push(`alter table ${doc} alter column id restart with 9`);
    statements.push(`delete from ${doc} where id = 7`);
  }
  for (const statement of statements) await sql.raw(statement).execute(db);
  await migrate(db, engine, 0);
  for (const doc of docs) {
    expect(await db.selectFrom(doc).selectAll().execute()).toMatchObject([
      { id: 5, no: 'NO-5', account_id: 2, method: 'cash', fee_fen: 5, note: '备注', bill_id: null },
    ]);
    expect(await sql.raw(`select * from ${doc}_line`).execute(db)).toMatchObject({
      rows: [{ [`${doc}_id`]: 5, item_id: 4, amount_fen: 60, discount_fen: 1 }],
    });
    // Paid by a bill, and only then, it lies in no account.
    const put = (values: object) => db.updateTable(doc).set(values).execute();
    await expect(put({ account_id: null })).rejects.toThrow();
    await expect(put({ method: 'bill' })).rejects.toThrow();
    await put({ account_id: null, method: 'bill' });
    // Numbers that were thrown away are not given again.
    await sql.raw(head(doc, 6).replace('(id, ', '(').replace('(6, ', '(')).execute(db);
    const youngest = await db.selectFrom(doc).select('id').orderBy('id', 'desc').execute();
    expect(youngest[0]!.id).toBeGreaterThan(7);
  }
}

describe('receipts and payments of an older schema', () => {
  test('SQLite: the tables are written anew, and nothing is lost', async () => {
    const db = kyselyOver(connect(':memory:', false));
    await proveOn(db, 'sqlite');
    await db.destroy();
  });

  test.skipIf(!hasPostgres)('PostgreSQL: an account may be missing, nothing is lost', async () => {
    const server = await startPostgres();
    const db = connectPostgres(server.url, 1);
    try {
      await proveOn(db, 'postgres');
    } finally {
      await db.destroy();
      await server.stop();
    }
  });
});
