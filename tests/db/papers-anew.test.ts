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
const before = migrations.filter((migration) => migration.id < 152);

const head = (id: number) => `insert into sales_return (id, version, no, state, entity_id,
  customer_id, delivery_id, business_date, reason, note, disposal, net_fen, tax_fen, gross_fen,
  currency, rate_e8, amount_cur, line_count, reversal_reason, made_by, made_at)
  values (${id}, 3, 'XSTH-${id}', 'confirmed', 1, 1, 9, '2026-11-01', '坏了', '', 'replace', 100, 13,
    113, 'CNY', 100000000, 113, 1, '', 1, 5)`;
const line = (id: number, returnId: number) => `insert into sales_return_line (id, return_id, sort,
  delivery_line_id, qty_e4, net_fen, tax_fen, cost_fen, serials, note)
  values (${id}, ${returnId}, 0, 4, 10000, 100, 13, 60, '[]', '行')`;

const paper = (id: number) => `insert into stock_document (id, version, kind, no, state, entity_id,
  business_date, from_location_id, reason, two_step, note, line_count, reversal_reason, made_by,
  made_at) values (${id}, 2, 'otherOut', 'QTCK-${id}', 'confirmed', 1, '2026-11-01', 3, 'scrap', 0,
    '裂了', 1, '', 1, 5)`;
const paperLine = (
  id: number,
  of: number,
) => `insert into stock_document_line (id, document_id, sort,
  product_id, unit_id, unit_qty_e4, qty_e4, value_fen, batch, serials, note)
  values (${id}, ${of}, 0, 4, 1, 10000, 10000, 60, 'B', '[]', '行')`;

/** One that stands, and a younger one that was thrown away, as the schema before has them. */
async function proveOn(db: Kysely<DB>, engine: Database['engine']): Promise<void> {
  await migrate(db, engine, 0, before);
  // Of what they lead to nothing is needed here.
  const loose =
    engine === 'sqlite' ? 'pragma foreign_keys = off' : `set session_replication_role = replica`;
  const statements = [loose, head(5), line(6, 5), head(7), line(8, 7)];
  statements.push(paper(5), paperLine(6, 5), paper(7), paperLine(8, 7));
  if (engine === 'postgres') {
    for (const table of [
      'sales_return',
      'sales_return_line',
      'stock_document',
      'stock_document_line',
    ]) {
      statements.push(`alter table ${table} alter column id restart with 9`);
    }
  }
  statements.push('delete from sales_return_line where id = 8');
  statements.push('delete from sales_return where id = 7');
  statements.push('delete from stock_document_line where id = 8');
  statements.push('delete from stock_document where id = 7');
  for (const statement of statements) await sql.raw(statement).execute(db);
  await migrate(db, engine, 0);
  expect(await db.selectFrom('sales_return').selectAll().execute()).toMatchObject([
    { id: 5, no: 'XSTH-5', delivery_id: 9, disposal: 'replace', gross_fen: 113, back_reason: '' },
  ]);
  expect(await db.selectFrom('sales_return_line').selectAll().execute()).toMatchObject([
    { id: 6, return_id: 5, delivery_line_id: 4, cost_fen: 60, note: '行', product_id: null },
  ]);
  // Numbers that were thrown away are not given again, and a line names a delivery or a product.
  const put = (more: object) =>
    db
      .insertInto('sales_return_line')
      .values({
        return_id: 5,
        sort: 1,
        qty_e4: 1,
        net_fen: 0,
        tax_fen: 0,
        cost_fen: null,
        serials: '[]',
        note: '',
        delivery_line_id: null,
        ...more,
      })
      .returning('id')
      .executeTakeFirst();
  expect((await put({ product_id: 3 }))!.id).toBeGreaterThan(8);
  await expect(put({})).rejects.toThrow();
  await expect(put({ product_id: 3, delivery_line_id: 4 })).rejects.toThrow();
  const state = { state: 'approved' };
  await expect(db.updateTable('sales_return').set(state).execute()).rejects.toThrow();
  await provePapers(db);
}

/** Documents of stock may be assemblies now; what there was stays, and its numbers go on. */
async function provePapers(db: Kysely<DB>): Promise<void> {
  const papers = await db.selectFrom('stock_document').selectAll().execute();
  expect(papers).toMatchObject([
    { id: 5, no: 'QTCK-5', kind: 'otherOut', note: '裂了', whole_id: null, extra_fen: 0 },
  ]);
  expect(await db.selectFrom('stock_document_line').selectAll().execute()).toMatchObject([
    { id: 6, document_id: 5, value_fen: 60, batch: 'B', note: '行' },
  ]);
  const { id: _id, ...row } = papers[0]!;
  const add = (more: object) =>
    db
      .insertInto('stock_document')
      .values({ ...row, ...more })
      .returning('id')
      .executeTakeFirst();
  const made = await add({ kind: 'assembly', no: 'ZZD-1', whole_id: 4, whole_qty_e4: 10_000 });
  expect(made!.id).toBeGreaterThan(7);
  await expect(add({ kind: 'melting', no: 'X' })).rejects.toThrow();
}

describe('returns and documents of stock of an older schema', () => {
  test('SQLite: the tables are written anew, and nothing is lost', async () => {
    const db = kyselyOver(connect(':memory:', false));
    await proveOn(db, 'sqlite');
    await db.destroy();
  });

  test.skipIf(!hasPostgres)('PostgreSQL: deliveries may be missing, nothing is lost', async () => {
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
