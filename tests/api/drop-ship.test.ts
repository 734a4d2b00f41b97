import { booksKeptTwice } from '@xinhang/db/repositories/money-check.ts';
import { wrongItems } from '@xinhang/db/repositories/money-ledgers.ts';
import { unbalancedVouchers } from '@xinhang/db/repositories/vouchers.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { purchasingChecks } from '@xinhang/server/ops/doctor/purchasing.ts';
import { salesChecks } from '@xinhang/server/ops/doctor/sales.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import { addPerson } from '@xinhang/server/ops/found.ts';
import type { Delivery } from '@xinhang/shared/deliveries.ts';
import type { ChangedDropShip, DropShipLine, DropShipment } from '@xinhang/shared/drop-ship.ts';
import type { LineSupply } from '@xinhang/shared/purchase-causes.ts';
import type { OpenPurchaseLine, PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import type { ReceiptNote } from '@xinhang/shared/receipt-notes.ts';
import type { OrderChange } from '@xinhang/shared/order-changes.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  errors?: { pointer: string; code: string; params?: object }[];
}
async function call<T = object>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  const answer = await company.call(tokens.get(who)!, method, path, body);
  return answer as { status: number; json: T & Refusal };
}
async function done<T = { id: number }>(who: string, path: string, body: object) {
  const { status, json } = await call<T>(who, 'POST', path, body);
  const wrong = status < 300 ? undefined : [json.code, json.errors];
  expect([path, wrong]).toEqual([path, undefined]);
  return json as T;
}
const refused = async (who: string, path: string, body: object) => {
  const { status, json } = await call(who, 'POST', path, body);
  return [status, json.errors?.[0]?.pointer ?? json.code, json.errors?.[0]?.code].filter(Boolean);
};
const read = async <T>(who: string, path: string) => (await call<T>(who, 'GET', path)).json;

const TODAY = '2026-11-24';
const ONE = 10_000;
let valve: number;
let supplierId: number;

/** An order of alice for so many of each line, to a customer with an address. */
async function sold(quantities: number[], customer: object = {}) {
  const made = await done('alice', '/customers', {
    name: `直运 ${Math.random().toString(36).slice(2)}`,
    ...customer,
  });
  const address = await done('alice', `/customers/${made.id}/addresses`, {
    receiver: '王工',
    phone: '13800001111',
    address: '南通工地 3 号门',
  });
  return await done<SalesOrder>('alice', '/sales-orders', {
    customerId: made.id,
    businessDate: TODAY,
    requiredDate: '2026-12-20',
    addressId: address.id,
    lines: quantities.map((qty) => ({ productId: valve, qtyE4: qty * ONE, priceE4: 113 * ONE })),
  });
}
const mark = (order: SalesOrder, at: number[], dropShip = true, who = 'alice') =>
  done<SalesOrder>(who, `/sales-orders/${order.id}/drop-ship`, {
    version: order.version,
    lineIds: at.map((one) => order.lines[one]!.id),
    dropShip,
  });
const confirm = <T extends { id: number; version: number }>(who: string, kind: string, doc: T) =>
  done<T>(who, `/${kind}/${doc.id}/confirm`, { version: doc.version });
const salesOrder = (id: number) => read<SalesOrder>('alice', `/sales-orders/${id}`);
const wanted = async (order: SalesOrder) => {
  const own = new Set(order.lines.map((line) => line.id));
  const { rows } = await read<{ rows: DropShipLine[] }>('buyer', '/drop-ship-lines');
  return rows.filter((row) => own.has(row.lineId));
};
/** Orders the lines of a sales order at 60 without tax, and confirms that. */
async function bought(order: SalesOrder, quantities?: number[]) {
  const lines = (await wanted(order)).map((line, at) => ({
    lineId: line.lineId,
    supplierId,
    qtyE4: quantities ? quantities[at]! * ONE : line.openE4,
  }));
  const { rows } = await done<{ rows: { id: number }[] }>('buyer', '/purchase-orders/drop-ship', {
    businessDate: TODAY,
    lines,
  });
  const draft = await read<PurchaseOrder>('buyer', `/purchase-orders/${rows[0]!.id}`);
  return await confirm('buyer', 'purchase-orders', draft);
}
const shipping = (order: PurchaseOrder, qty: number, more: object = {}) => ({
  businessDate: TODAY,
  carrier: '顺丰',
  trackingNo: 'SF1',
  lines: [{ orderLineId: order.lines[0]!.id, qtyE4: qty * ONE }],
  ...more,
});
/** Pieces and their value of the whole company, and what of them lies in each place. */
async function stock() {
  const pool = await company.db.read
    .selectFrom('stock_pool')
    .select(['qty_e4', 'value_fen'])
    .where('product_id', '=', valve)
    .executeTakeFirst();
  return [(pool?.qty_e4 ?? 0) / ONE, pool?.value_fen ?? 0];
}
const transit = async () => {
  const rows = await company.db.read
    .selectFrom('stock_ledger')
    .innerJoin('location as source', 'source.id', 'stock_ledger.from_location_id')
    .innerJoin('location as target', 'target.id', 'stock_ledger.to_location_id')
    .select(['source.kind as source', 'target.kind as target', 'value_fen', 'qty_e4'])
    .where('product_id', '=', valve)
    .where((eb) => eb.or([eb('source.kind', '=', 'transit'), eb('target.kind', '=', 'transit')]))
    .orderBy('stock_ledger.id')
    .execute();
  return rows.map((row) => [row.source, row.target, row.qty_e4 / ONE, row.value_fen]);
};
async function sumsOf(kind: string, id: number) {
  const rows = await company.db.read
    .selectFrom('voucher_line')
    .innerJoin('voucher', 'voucher.id', 'voucher_line.voucher_id')
    .select(['account', 'amount_fen'])
    .where('doc_kind', '=', kind)
    .where('doc_id', '=', id)
    .execute();
  const sums: Record<string, number> = {};
  for (const row of rows) sums[row.account] = (sums[row.account] ?? 0) + row.amount_fen;
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0));
}
const traces = async (entity: string, id: number) => {
  const rows = await company.db.read
    .selectFrom('audit_event')
    .select('action')
    .where('entity', '=', entity)
    .where('entity_id', '=', id)
    .execute();
  return rows.map((row) => row.action);
};
/** What the doctor would find. */
async function findings() {
  const { db } = company;
  const examined = { db: db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const checks = [...stockChecks, ...salesChecks, ...purchasingChecks];
  return [
    ...(await examine(examined, checks)).flatMap((one) => one.findings),
    ...(await wrongItems(db.read, 'ap')),
    ...(await wrongItems(db.read, 'ar')),
    ...(await unbalancedVouchers(db.read)),
    ...(await booksKeptTwice(db.read)).filter((one) => one.vouchersFen !== one.ledgerFen),
  ];
}

beforeAll(async () => {
  company = await startCompany();
  await company.db.transaction(async (tx) => {
    const { id: deptId } = await tx
      .selectFrom('dept')
      .select('id')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const passwordHash = await quickHash();
    const roleKeys = ['warehouse'];
    await addPerson(tx, { login: 'keeper', name: 'keeper', deptId, roleKeys, passwordHash });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const { rows: units } = await read<{ rows: { id: number }[] }>('boss', '/units');
  const unitId = units[0]!.id;
  valve = (await done('boss', '/products', { name: '阀门', code: 'V1', unitId, taxBp: 1300 })).id;
  const { rows: places } = await read<{ rows: { id: number; kind: string; sellable: boolean }[] }>(
    'boss',
    '/locations',
  );
  // Ten pieces at 50 lie there: what the supplier ships is dearer, and theirs stays what it is.
  const { id } = await done('boss', '/stock-documents', {
    kind: 'otherIn',
    businessDate: TODAY,
    toLocationId: places.find((row) => row.kind === 'warehouse' && row.sellable)!.id,
    reason: 'opening',
    lines: [{ productId: valve, unitId, qtyE4: 10 * ONE, priceE4: 50 * ONE }],
  });
  await done('boss', `/stock-documents/${id}/confirm`, { version: 1 });
  supplierId = (await done('buyer', '/suppliers', { name: '东方阀门' })).id;
  const price = { supplierId, productId: valve, basis: 'net', priceE4: 60 * ONE };
  await done('buyer', '/supplier-prices', price);
});
afterAll(async () => {
  await company.stop();
});

test('a line that the supplier ships keeps nothing here, is no shortage, and is ordered once', async () => {
  let order = await sold([4, 2]);
  order = await mark(order, [0]);
  expect(order.lines.map((line) => line.dropShip)).toEqual([true, false]);
  expect(await traces('salesOrder', order.id)).toContain('salesOrders.dropShip');
  // A line that is written anew stays what it is.
  const changed = await call<SalesOrder>('alice', 'PATCH', `/sales-orders/${order.id}`, {
    version: order.version,
    lines: order.lines.map((line, at) => ({
      id: line.id,
      productId: valve,
      qtyE4: at === 0 ? 5 * ONE : line.qtyE4,
      priceE4: 113 * ONE,
    })),
  });
  expect(changed.json.lines.map((line) => line.dropShip)).toEqual([true, false]);
  order = await confirm('alice', 'sales-orders', changed.json);
  expect(order.lines.map((line) => line.reservedE4 / ONE)).toEqual([0, 2]);
  const [line] = await wanted(order);
  expect(line).toMatchObject({
    openE4: 5 * ONE,
    wantedOn: '2026-12-20',
    shipTo: { receiver: '王工', phone: '13800001111', address: '南通工地 3 号门' },
    supplier: { name: '东方阀门' },
  });
  // The buyer is told the place alone.
  expect(JSON.stringify(await wanted(order))).not.toMatch(/113|直运 |alice|XSDD/);
  expect((await call('alice', 'GET', '/drop-ship-lines')).status).toBe(403);
  const ids = (body: object) => ({ version: order.version, dropShip: false, ...body });
  const path = `/sales-orders/${order.id}/drop-ship`;
  expect(await refused('buyer', path, ids({ lineIds: [order.lines[0]!.id] }))).toEqual([
    403,
    'forbidden',
  ]);
  const purchase = await bought(order, [3]);
  expect(await traces('purchaseOrder', purchase.id)).toContain('purchaseOrders.create');
  expect(purchase).toMatchObject({ shipTo: { address: '南通工地 3 号门' }, warehouse: null });
  expect((await wanted(order))[0]!.openE4).toBe(2 * ONE);
  const more = { lineId: order.lines[0]!.id, supplierId, qtyE4: 3 * ONE };
  const again = { businessDate: TODAY, lines: [more] };
  expect(await refused('buyer', '/purchase-orders/drop-ship', again)).toEqual([
    422,
    '/lines/0/qtyE4',
    'above-open-quantity',
  ]);
  // What is on order would reach the customer as well.
  expect(await refused('alice', path, ids({ lineIds: [order.lines[0]!.id] }))).toEqual([
    422,
    '/lineIds/0',
    'drop-ship-ordered',
  ]);
  // It never comes here, and it does not go out from here.
  const coming = await read<{ rows: unknown[] }>('alice', `/products/${valve}/incoming`);
  expect(coming.rows).toEqual([]);
  const open = await read<{ rows: OpenPurchaseLine[] }>('keeper', '/purchase-order-lines/open');
  expect(open.rows).toEqual([]);
  const receipt = { businessDate: TODAY, lines: shipping(purchase, 1).lines };
  expect(await refused('keeper', '/receipt-notes', receipt)).toEqual([
    422,
    '/lines/0/orderLineId',
    'drop-shipped',
  ]);
  const goods = { orderLineId: order.lines[0]!.id, qtyE4: ONE };
  const away = { businessDate: TODAY, lines: [goods] };
  expect(await refused('keeper', '/deliveries', away)).toEqual([
    422,
    '/lines/0/orderLineId',
    'drop-shipped',
  ]);
  // Each side sees its half of the cause, and the board what the supplier promised.
  const { version } = purchase;
  const on = { version, expectedDate: '2026-12-15' };
  await done('buyer', `/purchase-orders/${purchase.id}/dates`, on);
  const { rows } = await read<{ rows: LineSupply[] }>('alice', `/sales-orders/${order.id}/supply`);
  expect(rows).toMatchObject([{ lineId: order.lines[0]!.id, comingOn: '2026-12-15' }]);
  const board = await read<{ rows: { orderId: number; dropShip: object | null }[] }>(
    'alice',
    '/delivery-board',
  );
  expect(board.rows.filter((row) => row.orderId === order.id).map((row) => row.dropShip)).toEqual([
    { orderedE4: 3 * ONE, comingOn: '2026-12-15' },
    null,
  ]);
  expect(await findings()).toEqual([]);
});

test('what the supplier shipped is received and delivered at once, at what it cost', async () => {
  const order = await confirm('alice', 'sales-orders', await mark(await sold([5]), [0]));
  const purchase = await bought(order);
  const before = await stock();
  const moved = (await transit()).length;
  const path = `/purchase-orders/${purchase.id}/ship`;
  // Goods come in and go out: the buyer may do the one alone.
  expect(await refused('buyer', path, shipping(purchase, 2))).toEqual([403, 'forbidden']);
  expect(await refused('keeper', path, shipping(purchase, 6))).toEqual([
    422,
    '/lines/0/qtyE4',
    'above-open-quantity',
  ]);
  const made = await done<DropShipment>('keeper', path, shipping(purchase, 2));
  expect([made.receiptNote.no.slice(0, 4), made.delivery.no.slice(0, 2)]).toEqual(['CGRK', 'FH']);
  expect(await traces('receiptNote', made.receiptNote.id)).toContain('receiptNotes.confirm');
  expect(await traces('delivery', made.delivery.id)).toContain('deliveries.confirm');
  // In at 60 and out at 60, while what lies here goes on costing 50.
  expect(await stock()).toEqual(before);
  expect((await transit()).slice(moved)).toEqual([
    ['supplier', 'transit', 2, 120_00],
    ['transit', 'customer', 2, 120_00],
  ]);
  expect(await sumsOf('receiptNote', made.receiptNote.id)).toEqual({
    stock: 120_00,
    taxInputPending: 15_60,
    payableEstimate: -135_60,
  });
  expect(await sumsOf('delivery', made.delivery.id)).toMatchObject({
    receivable: 226_00,
    revenue: -200_00,
    cost: 120_00,
    stock: -120_00,
  });
  // The keeper sees no prices on either side.
  const kept = await read<Delivery>('keeper', `/deliveries/${made.delivery.id}`);
  expect([kept.dropShip, kept.grossFen, kept.lines[0]!.costFen, kept.can.reverse]).toEqual([
    true,
    null,
    null,
    false,
  ]);
  const note = await read<ReceiptNote>('keeper', `/receipt-notes/${made.receiptNote.id}`);
  expect([note.dropShip, note.grossFen, note.warehouse!.name]).toEqual([true, null, '在途']);
  expect(JSON.stringify(note)).not.toMatch(/直运 |XSDD|FH2/);
  expect((await salesOrder(order.id)).lines[0]).toMatchObject({ deliveredE4: 2 * ONE });
  const half = await read<PurchaseOrder>('buyer', `/purchase-orders/${purchase.id}`);
  expect([half.state, half.lines[0]!.receivedE4]).toEqual(['partly', 2 * ONE]);
  await done('keeper', path, shipping(purchase, 3));
  expect((await salesOrder(order.id)).state).toBe('done');
  expect(await refused('keeper', path, shipping(purchase, 1))).toEqual([409, 'state-refused']);
  // What comes back goes into a warehouse, at what it cost.
  const back = await done<{ id: number; version: number; warehouse: { name: string } }>(
    'keeper',
    '/sales-returns',
    {
      deliveryId: made.delivery.id,
      businessDate: TODAY,
      reason: 'quality',
      disposal: 'stock',
      lines: [{ deliveryLineId: kept.lines[0]!.id, qtyE4: ONE }],
    },
  );
  expect(back.warehouse.name).not.toBe('在途');
  await confirm('boss', 'sales-returns', back);
  expect(await stock()).toEqual([before[0]! + 1, before[1]! + 60_00]);
  // With something of it back it stays as it is.
  const take = { version: note.version, reason: '错' };
  const reverse = `/receipt-notes/${note.id}/ship/reverse`;
  expect(await refused('boss', reverse, take)).toEqual([409, 'state-refused']);
  expect(await findings()).toEqual([]);
});

test('a shipment is taken back as a whole, by whoever may take back both', async () => {
  const order = await confirm('alice', 'sales-orders', await mark(await sold([3]), [0]));
  const purchase = await bought(order);
  const before = await stock();
  const ship = `/purchase-orders/${purchase.id}/ship`;
  const made = await done<DropShipment>('keeper', ship, shipping(purchase, 3));
  const note = await read<ReceiptNote>('buyer', `/receipt-notes/${made.receiptNote.id}`);
  const delivery = await read<Delivery>('boss', `/deliveries/${made.delivery.id}`);
  const body = ({ version }: { version: number }) => ({ version, reason: '没发' });
  // Neither of them alone.
  for (const [kind, doc] of [
    ['receipt-notes', note],
    ['deliveries', delivery],
  ] as const) {
    const path = `/${kind}/${doc.id}/reverse`;
    expect(await refused('boss', path, body(doc))).toEqual([409, 'state-refused']);
  }
  const path = `/receipt-notes/${note.id}/ship/reverse`;
  expect(await refused('keeper', path, body(note))).toEqual([403, 'forbidden']);
  await done('boss', path, body(note));
  expect(await stock()).toEqual(before);
  expect((await transit()).slice(-2)).toEqual([
    ['customer', 'transit', 3, 180_00],
    ['transit', 'supplier', 3, 180_00],
  ]);
  expect(await traces('receiptNote', note.id)).toContain('receiptNotes.reverse');
  expect(await traces('delivery', delivery.id)).toContain('deliveries.reverse');
  expect(await sumsOf('receiptNote', note.id)).toEqual({});
  expect(await sumsOf('delivery', delivery.id)).toEqual({});
  expect((await salesOrder(order.id)).lines[0]).toMatchObject({ deliveredE4: 0, reservedE4: 0 });
  // It may ship again.
  await done('keeper', ship, shipping(purchase, 3));
  expect(await findings()).toEqual([]);
});

test('a stopped delivery is held with its receipt until it is released', async () => {
  const draft = await mark(await sold([4]), [0]);
  const order = await confirm('alice', 'sales-orders', draft);
  const customer = await read<{ version: number }>('boss', `/customers/${order.customer.id}`);
  await call('boss', 'PATCH', `/customers/${order.customer.id}`, {
    version: customer.version,
    creditLimitFen: 100_00,
  });
  const purchase = await bought(order);
  const ship = `/purchase-orders/${purchase.id}/ship`;
  expect(await refused('keeper', ship, shipping(purchase, 4))).toEqual([409, 'delivery-stopped']);
  const held = await done<DropShipment>('keeper', ship, shipping(purchase, 4, { hold: true }));
  expect([held.receiptNote.no, held.delivery.no]).toEqual(['', '']);
  const delivery = await read<Delivery>('boss', `/deliveries/${held.delivery.id}`);
  const version = { version: delivery.version };
  // By its receipt alone, and not as goods of ours.
  for (const path of [`/deliveries/${delivery.id}`, `/receipt-notes/${held.receiptNote.id}`]) {
    expect(await refused('keeper', `${path}/confirm`, { version: 1 })).toEqual([
      409,
      'state-refused',
    ]);
  }
  expect(await refused('keeper', `/deliveries/${delivery.id}/discard`, version)).toEqual([
    409,
    'state-refused',
  ]);
  const post = `/receipt-notes/${held.receiptNote.id}/ship`;
  expect(await refused('keeper', post, { version: 1 })).toEqual([409, 'delivery-stopped']);
  const release = { ...version, reason: '老客户' };
  await done('boss', `/deliveries/${delivery.id}/release`, release);
  const made = await done<DropShipment>('keeper', post, { version: 1 });
  expect(made.delivery.no).not.toBe('');
  expect((await salesOrder(order.id)).state).toBe('done');
  // One that is thrown away takes its delivery along.
  const other = await confirm('alice', 'sales-orders', await mark(await sold([1]), [0]));
  const next = await bought(other);
  const path = `/purchase-orders/${next.id}/ship`;
  const second = await done<DropShipment>('keeper', path, shipping(next, 1, { hold: true }));
  await done('keeper', `/receipt-notes/${second.receiptNote.id}/discard`, { version: 1 });
  expect((await call('boss', 'GET', `/deliveries/${second.delivery.id}`)).status).toBe(404);
  expect(await findings()).toEqual([]);
});

test('what cannot be shipped straight is refused, and a mark is taken off again', async () => {
  const { id: customerId } = await done('alice', '/customers', { name: '没有地址' });
  const line = { productId: valve, qtyE4: 2 * ONE, priceE4: 113 * ONE };
  const order = await done<SalesOrder>('alice', '/sales-orders', {
    customerId,
    businessDate: TODAY,
    lines: [line],
  });
  const body = { version: order.version, lineIds: [order.lines[0]!.id], dropShip: true };
  expect(await refused('alice', `/sales-orders/${order.id}/drop-ship`, body)).toEqual([
    422,
    '/lineIds',
    'no-ship-to',
  ]);
  const marked = await mark(await sold([2]), [0]);
  const confirmed = await confirm('alice', 'sales-orders', marked);
  const off = await mark(confirmed, [0], false);
  expect(off.lines[0]).toMatchObject({ dropShip: false, reservedE4: 2 * ONE });
  expect(await wanted(off)).toEqual([]);
  const on = await mark(off, [0]);
  expect(on.lines[0]!.reservedE4).toBe(0);
  // Other goods have no place to go to.
  const [first] = await wanted(on);
  const { rows } = await done<{ rows: { id: number }[] }>('buyer', '/purchase-orders/drop-ship', {
    businessDate: TODAY,
    lines: [{ lineId: first!.lineId, supplierId, qtyE4: 2 * ONE }],
  });
  const draft = await read<PurchaseOrder>('buyer', `/purchase-orders/${rows[0]!.id}`);
  const write = (lines: object[], version = draft.version) =>
    call<PurchaseOrder>('buyer', 'PATCH', `/purchase-orders/${draft.id}`, { version, lines });
  const own = { id: draft.lines[0]!.id, productId: valve };
  const two = await write([
    { ...own, qtyE4: 2 * ONE },
    { productId: valve, qtyE4: ONE },
  ]);
  const confirmIt = `/purchase-orders/${draft.id}/confirm`;
  expect(await refused('buyer', confirmIt, { version: two.json.version })).toEqual([
    422,
    '/lines/1/productId',
    'not-drop-ship',
  ]);
  const many = await write(
    [{ ...own, id: two.json.lines[0]!.id, qtyE4: 3 * ONE }],
    two.json.version,
  );
  expect(await refused('buyer', confirmIt, { version: many.json.version })).toEqual([
    422,
    '/lines/0/qtyE4',
    'above-open-quantity',
  ]);
});

test('the supplier may be chosen while an order is written, and an order without a place is refused', async () => {
  const { id: customerId } = await done('alice', '/customers', { name: '写单时直运' });
  const line = { productId: valve, qtyE4: 2 * ONE, priceE4: 113 * ONE };
  const body = { customerId, businessDate: TODAY, lines: [{ ...line, dropShip: true }, line] };
  const order = await done<SalesOrder>('alice', '/sales-orders', body);
  expect(order.lines.map((one) => one.dropShip)).toEqual([true, false]);
  const confirmIt = `/sales-orders/${order.id}/confirm`;
  expect(await refused('alice', confirmIt, { version: order.version })).toEqual([
    422,
    '/lines/0/dropShip',
    'no-ship-to',
  ]);
  const [first, second] = order.lines.map(({ id }) => ({ id, ...line }));
  const lines = [{ ...first, dropShip: false }, second];
  const path = `/sales-orders/${order.id}`;
  const next = await call<SalesOrder>('alice', 'PATCH', path, { version: order.version, lines });
  expect(next.json.lines.map((one) => one.dropShip)).toEqual([false, false]);
  await confirm('alice', 'sales-orders', next.json);
  const freight = { kind: 'freight', text: '运费', qtyE4: ONE, priceE4: ONE, dropShip: true };
  expect(await refused('alice', '/sales-orders', { ...body, lines: [freight] })).toEqual([
    422,
    '/lines/0/dropShip',
    'not-goods',
  ]);
});

test('a change of a confirmed order says who ships a line, and undoes no mark it does not speak of', async () => {
  const order = await confirm('alice', 'sales-orders', await sold([2, 3]));
  const asked = (line: SalesOrder['lines'][number], more: object = {}) => ({
    id: line.id,
    productId: valve,
    qtyE4: line.qtyE4!,
    priceE4: line.priceE4!,
    taxBp: line.taxBp,
    ...more,
  });
  const [first, second] = order.lines as [SalesOrder['lines'][number], SalesOrder['lines'][number]];
  const path = `/sales-orders/${order.id}/changes`;
  const added = { productId: valve, qtyE4: 4 * ONE, priceE4: 113 * ONE, dropShip: true };
  const draft = await done<OrderChange>('alice', path, {
    reason: '改由供应商发',
    lines: [asked(first, { dropShip: true }), asked(second), added],
  });
  expect(draft.before.lines.map((line) => line.dropShip)).toEqual([false, false]);
  expect(draft.after.lines.map((line) => line.dropShip)).toEqual([true, false, true]);
  // Marked on the order itself meanwhile.
  const marked = await mark(order, [1]);
  const submit = async ({ id, version }: OrderChange) =>
    await call<OrderChange>('alice', 'POST', `/order-changes/${id}/submit`, { version });
  const applied = await submit(draft);
  expect([applied.status, applied.json.state]).toEqual([200, 'applied']);
  expect(applied.json.after.lines.map((line) => line.dropShip)).toEqual([true, true, true]);
  const now = await read<SalesOrder>('alice', `/sales-orders/${marked.id}`);
  expect(now.lines.map((line) => [line.dropShip, line.reservedE4])).toEqual([
    [true, 0],
    [true, 0],
    [true, 0],
  ]);
  // What is on order for a line goes to the customer already.
  const [line] = await wanted(now);
  await done('buyer', '/purchase-orders/drop-ship', {
    businessDate: TODAY,
    lines: [{ lineId: line!.lineId, supplierId, qtyE4: 2 * ONE }],
  });
  const back = now.lines.map((one) => asked(one, { dropShip: one.id !== line!.lineId }));
  const at = now.lines.findIndex((one) => one.id === line!.lineId);
  expect(await refused('alice', path, { reason: '改回', lines: back })).toEqual([
    422,
    `/lines/${at}/dropShip`,
    'drop-ship-ordered',
  ]);
  const other = now.lines.map((one) => asked(one, { dropShip: one.id === line!.lineId }));
  const home = await submit(
    await done<OrderChange>('alice', path, { reason: '改回', lines: other }),
  );
  expect(home.json.after.lines.filter((one) => one.dropShip)).toHaveLength(1);
});

test('the lines to order are paged, and counted on the desk of whoever buys', async () => {
  const order = await confirm(
    'alice',
    'sales-orders',
    await mark(await sold([1, 2, 3]), [0, 1, 2]),
  );
  const paged: number[] = [];
  let next: string | null = null;
  let count: number | null = null;
  do {
    const more: string = next === null ? '&count=true' : `&cursor=${next}`;
    const page = await read<{ rows: DropShipLine[]; next: string | null; count: number | null }>(
      'buyer',
      `/drop-ship-lines?limit=2${more}`,
    );
    expect(page.rows.length).toBeLessThanOrEqual(2);
    count ??= page.count;
    paged.push(...page.rows.map((row) => row.lineId));
    next = page.next;
  } while (next !== null);
  const ids = order.lines.map((line) => line.id);
  expect(paged.filter((id) => ids.includes(id))).toEqual(ids);
  expect([new Set(paged).size, count]).toEqual([paged.length, paged.length]);
  const desk = async (who: string) =>
    (await read<{ blocks: { kind: string; dropShip?: object }[] }>(who, '/desk')).blocks.find(
      (block) => block.kind === 'dropShip',
    )?.dropShip;
  expect(await desk('buyer')).toMatchObject({ wanted: paged.length, late: 0 });
  expect(await desk('alice')).toBeUndefined();
});

test('the buyer hears that less is wanted, on another day or elsewhere, and nothing of for whom', async () => {
  const order = await confirm('alice', 'sales-orders', await mark(await sold([5, 2]), [0, 1]));
  const purchase = await bought(order);
  const changed = async () =>
    (
      await read<{ rows: ChangedDropShip[] }>(
        'buyer',
        `/drop-ship-lines/changed?orderId=${purchase.id}`,
      )
    ).rows.map((row) => [row.differs, row.orderedE4 / ONE, row.wantedE4 / ONE]);
  const notices = async () =>
    (await read<{ rows: { kind: string; route: string | null }[] }>('buyer', '/notifications')).rows
      .filter((row) => row.route === `/purchase-orders/${purchase.id}`)
      .map((row) => row.kind)
      .toSorted();
  const on = { version: purchase.version, expectedDate: '2026-12-18' };
  const dated = await done<PurchaseOrder>('buyer', `/purchase-orders/${purchase.id}/dates`, on);
  expect([await changed(), await notices()]).toEqual([[], []]);
  // Two pieces less of the one, three days earlier, and to another gate.
  const address = await done('alice', `/customers/${order.customer.id}/addresses`, {
    receiver: '赵工',
    phone: '13800002222',
    address: '南通工地 5 号门',
  });
  const lines = order.lines.map((line, at) => ({
    id: line.id,
    productId: valve,
    qtyE4: at === 0 ? 3 * ONE : line.qtyE4,
    priceE4: 113 * ONE,
  }));
  const draft = await done<{ id: number; version: number }>(
    'alice',
    `/sales-orders/${order.id}/changes`,
    { reason: '客户改了', requiredDate: '2026-12-17', addressId: address.id, lines },
  );
  await done('alice', `/order-changes/${draft.id}/apply`, { version: draft.version });
  expect(await changed()).toEqual([
    [['cut', 'shipTo', 'late'], 5, 3],
    [['shipTo', 'late'], 2, 2],
  ]);
  expect(await notices()).toEqual(['drop-ship-cut', 'drop-ship-day', 'drop-ship-place']);
  const told = await call<object>('buyer', 'GET', '/drop-ship-lines/changed');
  expect(JSON.stringify(told.json)).not.toMatch(/113|直运 |alice|XSDD/);
  expect((await call('alice', 'GET', '/drop-ship-lines/changed')).status).toBe(403);
  const path = `/purchase-orders/${purchase.id}/ship-to`;
  expect(await refused('alice', path, { version: dated.version })).toEqual([403, 'forbidden']);
  expect(await refused('buyer', path, { version: 1 })).toEqual([409, 'version-conflict']);
  const moved = await done<PurchaseOrder>('buyer', path, { version: dated.version });
  expect(moved.shipTo).toMatchObject({ receiver: '赵工', address: '南通工地 5 号门' });
  expect(await traces('purchaseOrder', purchase.id)).toContain('purchaseOrders.moveShipTo');
  expect(await changed()).toEqual([
    [['cut', 'late'], 5, 3],
    [['late'], 2, 2],
  ]);
  // The supplier agrees to three of the five: the line stays, with two fewer to wait for.
  const [first] = moved.lines;
  const cutBy = (qtyE4: number, version = moved.version) => ({
    version,
    parts: [{ lineId: first!.id, qtyE4 }],
    reason: '客户改了',
  });
  const closing = `/purchase-orders/${purchase.id}/close`;
  expect((await call('alice', 'POST', closing, cutBy(2 * ONE))).status).toBe(403);
  const above = await call<Refusal>('buyer', 'POST', closing, cutBy(6 * ONE));
  expect([above.status, above.json.errors?.[0]]).toMatchObject([
    422,
    { pointer: '/parts/0/qtyE4', code: 'above-open-quantity', params: { openE4: 5 * ONE } },
  ]);
  const both = { ...cutBy(ONE), parts: [...cutBy(ONE).parts, ...cutBy(ONE).parts] };
  expect((await call<Refusal>('buyer', 'POST', closing, both)).json.errors?.[0]).toMatchObject({
    pointer: '/parts/1',
    code: 'named-twice',
  });
  const lowered = await done<PurchaseOrder>('buyer', closing, cutBy(2 * ONE));
  expect(lowered.state).toBe('confirmed');
  expect(lowered.lines.map((line) => [line.openE4 / ONE, line.cancelledE4 / ONE])).toEqual([
    [3, 2],
    [2, 0],
  ]);
  expect(await changed()).toEqual([
    [['late'], 3, 3],
    [['late'], 2, 2],
  ]);
  // What is closed is wanted no more; then neither day nor place is said of it.
  const now = await salesOrder(order.id);
  const close = { version: now.version, lineIds: [order.lines[1]!.id], reason: '不要了' };
  await done('alice', `/sales-orders/${order.id}/close`, close);
  expect((await changed())[1]).toEqual([['cut'], 2, 0]);
  // The order says once of a product that less of it is wanted; here it is the same of both lines.
  expect((await notices()).filter((kind) => kind === 'drop-ship-cut')).toHaveLength(2);
  const desk = await read<{ blocks: { kind: string; dropShip?: { changed: number } }[] }>(
    'buyer',
    '/desk',
  );
  expect(desk.blocks.find((block) => block.kind === 'dropShip')?.dropShip?.changed).toBe(2);
  // Nobody is told of an order that goes on as it was.
  const other = await confirm('alice', 'sales-orders', await mark(await sold([1]), [0]));
  const quiet = await bought(other);
  await done('keeper', `/purchase-orders/${quiet.id}/ship`, shipping(quiet, 1));
  const all = await read<{ rows: { route: string | null }[] }>('buyer', '/notifications');
  expect(all.rows.filter((row) => row.route === `/purchase-orders/${quiet.id}`)).toEqual([]);
});
