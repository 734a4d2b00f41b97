import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { importNorthwind } from '@xinhang/server/imports/northwind.ts';
import { soldInThread } from '@xinhang/server/modules/analysis/sales-sums.ts';
import { loadActor } from '@xinhang/server/modules/org/service.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { databaseChecks } from '@xinhang/server/ops/doctor/checks.ts';
import type { ProductSales, SalesLine } from '@xinhang/shared/product-sales.ts';
import { csvRecords } from '@xinhang/server/sheets/csv-records.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeOf } from '../helpers/place.ts';
import { startCompany } from '../helpers/server.ts';

const data = resolve(import.meta.dirname, '../../../shared/data/northwind');
const present = existsSync(data);
if (!present) console.log('The Northwind files are not here: its figures are not checked.');

type Cells = Record<string, string>;
function rowsOf(file: string): Cells[] {
  const [head, ...body] = [...csvRecords(readFileSync(join(data, file), 'utf8'), ',')];
  return body
    .filter(({ cells }) => cells.length > 1)
    .map(({ cells }) => Object.fromEntries(head!.cells.map((name, at) => [name, cells[at]!])));
}

/** Fen of a line, rounded once: halves away from zero, price to 1/10,000 and discount to basis points. */
function netOf({ unit_price: price, quantity, discount }: Cells): number {
  const e4 = BigInt(Math.round(Number(price) * 10_000));
  const bp = BigInt(10_000 - Math.round(Number(discount) * 10_000));
  return Number((e4 * BigInt(quantity!) * bp * 2n + 1_000_000n) / 2_000_000n);
}
function sums<T>(rows: readonly T[], key: (row: T) => string, value: (row: T) => number) {
  const found: Record<string, number> = {};
  for (const row of rows) found[key(row)] = (found[key(row)] ?? 0) + value(row);
  return found;
}
const total = (found: Record<string, number>) =>
  Object.values(found).reduce((all, one) => all + one, 0);

describe.runIf(present)('Northwind', () => {
  let company: Awaited<ReturnType<typeof startCompany>>;
  const said: string[] = [];
  const run = async (writes = Infinity) => {
    const place = placeOf(company);
    let left = writes;
    return await importNorthwind(
      {
        db: place.db,
        now: place.now,
        random: place.random,
        say: (line) => said.push(line),
        async write(work) {
          left -= 1;
          // The clock of the office goes on while it works.
          company.clock.now += 1000;
          if (left < 0) throw new Error('the power went');
          return await place.write(work);
        },
      },
      data,
    );
  };
  const query = async <T>(text: string) =>
    (await sql.raw<T>(text).execute(company.db.read)).rows.map((row) => ({ ...row }));
  /** What the achievement ledger says by something, in fen. */
  const achieved = async (metric: string, by: string) =>
    Object.fromEntries(
      (
        await query<{ of: string; fen: number }>(
          `select ${by} as "of", sum(amount_fen) as fen from achievement_ledger
            join "user" on "user".id = credited_user_id
            join customer on customer.id = customer_id
            join product on product.id = product_id
            where metric = '${metric}' group by ${by}`,
        )
      ).map((row) => [row.of, Number(row.fen)]),
    );

  const orders = present ? rowsOf('orders.csv') : [];
  const lines = present ? rowsOf('order_details.csv') : [];
  const products = present ? rowsOf('products.csv') : [];
  const orderOf = new Map(orders.map((row) => [row['order_id'], row]));
  const shipped = lines.filter((line) => orderOf.get(line['order_id'])!['shipped_date'] !== '');

  beforeAll(async () => {
    company = await startCompany();
    // Cut off among the orders, and again among the deliveries.
    await expect(run(12)).rejects.toThrow('the power went');
    await expect(run(60)).rejects.toThrow('the power went');
  });
  afterAll(async () => {
    await company.stop();
  });

  test('what was cut off goes on, and a second run brings nothing twice', async () => {
    expect(said.some((line) => /^\d+ of 830 orders entered$/.test(line))).toBe(true);
    expect((await run()).findings).toEqual([]);
    const tables = [
      'sales_order',
      'delivery',
      'product',
      'supplier',
      'stock_document',
      'ar_ledger',
    ];
    const counts = async () =>
      await query(
        `select ${[...tables, 'audit_event'].map((one) => `(select count(*) from ${one}) as ${one}`).join()}`,
      );
    const before = await counts();
    expect(before).toMatchObject([
      { sales_order: 830, delivery: 809, product: 77, supplier: 29, stock_document: 1 },
    ]);
    expect(await run()).toMatchObject({ orders: 0, deliveries: 0, products: 0, suppliers: 0 });
    expect(await counts()).toEqual(before);
  });

  test('what was sold comes to the figures of the files, by person, product and customer', async () => {
    const by = (key: (line: Cells) => string, of = lines) => sums(of, key, netOf);
    const order = (line: Cells) => orderOf.get(line['order_id'])!;
    const ofPerson = (line: Cells) => `northwind:${order(line)['employee_id']}`;
    const ofCustomer = (line: Cells) => `northwind:${order(line)['customer_id']}`;
    const ofProduct = (line: Cells) => `NW-${line['product_id']}`;
    const person = await achieved('order', '"user".external_no');
    expect(total(person)).toBe(126_579_329);
    expect(person).toEqual(by(ofPerson));
    expect(await achieved('delivery', '"user".external_no')).toEqual(by(ofPerson, shipped));
    const product = await achieved('order', 'product.code');
    expect(product).toEqual(by(ofProduct));
    const cote = products.find((row) => row['product_name'] === 'Côte de Blaye')!;
    expect(product[`NW-${cote['product_id']}`]).toBe(14_139_674);
    const customer = await achieved('order', 'customer.external_no');
    expect(customer).toEqual(by(ofCustomer));
    expect(customer['northwind:QUICK']).toBe(11_027_732);
  });

  test('products by what was delivered are the sums of the files, down to each document', async () => {
    const token = await company.login('boss');
    const get = async <T>(path: string) => (await company.call(token, 'GET', path)).json as T;
    const ofProduct = (line: Cells) => `NW-${line['product_id']}`;
    const found = await get<{ rows: ProductSales[]; totals: { netFen: number } }>(
      '/analysis/products',
    );
    const net = found.rows.map((row) => [row.product.code, row.netFen] as const);
    expect(Object.fromEntries(net)).toEqual(sums(shipped, ofProduct, netOf));
    expect(net.map(([, fen]) => fen)).toEqual(net.map(([, fen]) => fen).toSorted((a, b) => b - a));
    expect(found.totals.netFen).toBe(total(sums(shipped, ofProduct, netOf)));
    // Côte de Blaye sells best of all: its lines come to its row.
    const [best] = found.rows;
    expect(best).toMatchObject({ rank: 1, class: 'A', product: { name: 'Côte de Blaye' } });
    const path = `/analysis/products/${best!.product.id}/lines?limit=200`;
    const behind = await get<{ rows: SalesLine[]; totals: { netFen: number } }>(path);
    expect(behind.rows.reduce((all, line) => all + line.netFen, 0)).toBe(best!.netFen);
    expect(behind.totals.netFen).toBe(best!.netFen);
    const year = (line: Cells) => order(line)['shipped_date']!.slice(0, 4) === '1997';
    const order = (line: Cells) => orderOf.get(line['order_id'])!;
    const in1997 = await get<typeof found>('/analysis/products?from=1997-01-01&to=1997-12-31');
    expect(in1997.totals.netFen).toBe(total(sums(shipped.filter(year), ofProduct, netOf)));
    // Everything that QUICK ordered was sent.
    const [quick] = await query<{ id: number }>(
      `select id from customer where external_no = 'northwind:QUICK'`,
    );
    const theirs = await get<typeof found>(`/analysis/products?customerId=${quick!.id}`);
    expect(theirs.totals.netFen).toBe(11_027_732);
    // The same, read in a thread.
    const [boss] = await query<{ id: number }>(`select id from "user" where login = 'boss'`);
    const actor = (await loadActor(company.db.read, boss!.id))!;
    const apart = await soldInThread({
      source: company.db.source,
      actor,
      question: { from: '1997-01-01', to: '1997-12-31' },
      by: 'product',
    });
    expect(apart.reduce((all, row) => all + row.netFen, 0)).toBe(in1997.totals.netFen);
  });

  test('21 orders are open on the board, 37 went out late', async () => {
    const token = await company.login('boss');
    const board = await company.call(token, 'GET', '/delivery-board');
    const { rows, counts } = board.json as {
      rows: { orderId: number; bucket: string }[];
      counts: Record<string, number>;
    };
    expect(new Set(rows.map((row) => row.orderId)).size).toBe(21);
    expect(counts['overdue']).toBe(lines.length - shipped.length);
    expect(rows).toHaveLength(lines.length - shipped.length);
    const late = await query<{ id: number }>(
      `select distinct delivery.id from delivery
        join delivery_line on delivery_line.delivery_id = delivery.id
        join sales_order_line on sales_order_line.id = order_line_id
        where delivery.business_date > original_required_date`,
    );
    expect(late).toHaveLength(37);
    const listed = await company.call(token, 'GET', '/deliveries?late=true&count=true&limit=50');
    const found = listed.json as { rows: { id: number; lateDays: number }[]; count: number };
    expect(found.count).toBe(37);
    expect(found.rows.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
      late.map(({ id }) => id).toSorted((a, b) => a - b),
    );
    expect(found.rows.every(({ lateDays }) => lateDays > 0)).toBe(true);
    expect(orders.filter((row) => row['shipped_date']! > row['required_date']!)).toHaveLength(37);
    // Numbers count on in the order of the days.
    const days = await query<{ day: string }>(
      'select business_date as day from delivery order by id',
    );
    expect(days).toEqual(days.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)));
  });

  test('stock is what the files say, at an assumed cost from before the first order', async () => {
    const stock = await query<{ code: string; qty: number }>(
      `select code, qty_e4 / 10000 as qty from stock_pool
        join product on product.id = product_id where qty_e4 <> 0`,
    );
    expect(Object.fromEntries(stock.map(({ code, qty }) => [code, Number(qty)]))).toEqual(
      Object.fromEntries(
        products
          .filter((row) => row['units_in_stock'] !== '0')
          .map((row) => [`NW-${row['product_id']}`, Number(row['units_in_stock'])]),
      ),
    );
    expect(await query('select business_date as day, reason, note from stock_document')).toEqual([
      {
        day: '1996-07-03',
        reason: 'opening',
        note: 'northwind. Assumed cost: 60 % of the list price',
      },
    ]);
    // 18 yuan by the list.
    expect(
      await query(
        `select price_e4, stock_document_line.note from stock_document_line
          join product on product.id = product_id where code = 'NW-1'`,
      ),
    ).toEqual([{ price_e4: 108_000, note: 'Assumed cost: 60 % of the list price' }]);
  });

  test('owed is what was sent with its freight, nothing was paid, and the doctor finds nothing', async () => {
    const freight = total(
      sums(
        orders.filter((row) => row['shipped_date'] !== ''),
        () => 'all',
        (row) => Math.round(Number(row['freight']) * 100),
      ),
    );
    const owed = total(sums(shipped, () => 'all', netOf)) + freight;
    expect(
      await query(
        `select (select sum(amount_fen) from ar_ledger) as owed,
          (select sum(gross_fen) from delivery) as sent,
          (select sum(amount_fen) from voucher_line where account = 'receivable') as vouchers,
          (select count(*) from receipt) as receipts,
          (select sum(tax_fen) from sales_order) as tax`,
      ),
    ).toEqual([{ owed, sent: owed, vouchers: owed, receipts: 0, tax: 0 }]);
    const [boss] = await query<{ id: number }>(`select id from "user" where login = 'boss'`);
    expect(
      await query(
        `select distinct sales_order.made_by, sales_order.confirmed_by, sales_order.ask_reason,
          release_reason, released_by, delivery.confirmed_by as sent_by from sales_order
          join delivery_line on delivery_line.order_id = sales_order.id
          join delivery on delivery.id = delivery_id`,
      ),
    ).toEqual([
      {
        made_by: boss!.id,
        confirmed_by: boss!.id,
        ask_reason: 'northwind: checks of credit and approval bypassed by the import',
        release_reason: 'northwind: checks of credit and approval bypassed by the import',
        released_by: boss!.id,
        sent_by: boss!.id,
      },
    ]);
    const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
    expect((await examine(examined, databaseChecks)).flatMap(({ findings }) => findings)).toEqual(
      [],
    );
  });
});
