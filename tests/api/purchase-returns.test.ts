import { addPerson } from '@xinhang/server/ops/found.ts';
import { examine } from '@xinhang/server/ops/doctor/check.ts';
import { invoiceChecks } from '@xinhang/server/ops/doctor/invoices.ts';
import { moneyChecks } from '@xinhang/server/ops/doctor/money.ts';
import { purchasingChecks } from '@xinhang/server/ops/doctor/purchasing.ts';
import { stockChecks } from '@xinhang/server/ops/doctor/stock.ts';
import type { PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import type { PurchaseReturn, PurchaseReturnRow } from '@xinhang/shared/purchase-returns.ts';
import type { ReceiptNote } from '@xinhang/shared/receipt-notes.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
interface Refusal {
  code: string;
  errors?: { pointer: string; code: string; params?: object }[];
}
type Answer<T> = { status: number; json: T & Refusal };

async function call<T = object>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  return (await company.call(tokens.get(who)!, method, path, body)) as Answer<T>;
}
const refusal = ({ status, json }: Answer<object>) => [
  status,
  json.errors?.[0]?.pointer ?? json.code,
  json.errors?.[0]?.code,
];
async function made<T extends object = { id: number }>(who: string, path: string, body: object) {
  const { status, json } = await call<T>(who, 'POST', path, body);
  expect([status, json.errors]).toEqual([201, undefined]);
  return json as T;
}
async function acted<T>(who: string, path: string, { version }: { version: number }, more = {}) {
  const { status, json } = await call<T>(who, 'POST', path, { version, ...more });
  expect([path, status, json.errors]).toEqual([path, 200, undefined]);
  return json as T;
}

const TODAY = '2026-11-24';
const ONE = 10_000;
let unitId: number;
let warehouseId: number;
let east: number;

async function product(code: string, more: object = {}): Promise<number> {
  return (
    await made('boss', '/products', { name: `阀${code}`, code, unitId, taxBp: 1300, ...more })
  ).id;
}
/** An order with tax in its price, and so much of it received. */
async function bought(productId: number, qty: number, yuan: number, serials: string[] = []) {
  const order = await made<PurchaseOrder>('buyer', '/purchase-orders', {
    supplierId: east,
    businessDate: TODAY,
    lines: [{ productId, qtyE4: qty * ONE, priceE4: yuan * ONE }],
  });
  const { lines } = await acted<PurchaseOrder>(
    'buyer',
    `/purchase-orders/${order.id}/confirm`,
    order,
  );
  const draft = await made<ReceiptNote>('keeper', '/receipt-notes', {
    businessDate: TODAY,
    lines: [{ orderLineId: lines[0]!.id, qtyE4: qty * ONE, serials }],
  });
  const note = await acted<ReceiptNote>('keeper', `/receipt-notes/${draft.id}/confirm`, draft);
  return { orderId: order.id, orderLineId: lines[0]!.id, note, lineId: note.lines[0]!.id };
}
const draft = (who: string, lines: object[], more: object = {}) =>
  made<PurchaseReturn>(who, '/purchase-returns', {
    businessDate: TODAY,
    reason: '质量问题',
    lines,
    ...more,
  });
const confirm = (who: string, { id, version }: PurchaseReturn) =>
  call<PurchaseReturn>(who, 'POST', `/purchase-returns/${id}/confirm`, { version });
async function returned(lineId: number, qty: number, replaces: boolean) {
  const line = { receiptLineId: lineId, qtyE4: qty * ONE };
  const done = await confirm('keeper', await draft('keeper', [line], { replaces }));
  expect([done.status, done.json.errors]).toEqual([200, undefined]);
  return done.json;
}
const orderOf = async (id: number) =>
  (await call<PurchaseOrder>('buyer', 'GET', `/purchase-orders/${id}`)).json;
const pool = async (productId: number) => {
  const row = await company.db.read
    .selectFrom('stock_pool')
    .selectAll()
    .where('product_id', '=', productId)
    .executeTakeFirst();
  return [(row?.qty_e4 ?? 0) / ONE, row?.value_fen ?? 0];
};
const accounts = async (id: number) => {
  const rows = await company.db.read
    .selectFrom('voucher_line')
    .innerJoin('voucher', 'voucher.id', 'voucher_line.voucher_id')
    .select(['account', 'amount_fen'])
    .where('doc_kind', '=', 'purchaseReturn')
    .where('doc_id', '=', id)
    .execute();
  const sums: Record<string, number> = {};
  for (const row of rows) sums[row.account] = (sums[row.account] ?? 0) + row.amount_fen;
  return sums;
};
/** What is open of the rows of this return. */
const credit = async (docId: number) => {
  const rows = await company.db.read
    .selectFrom('ap_ledger')
    .innerJoin('ap_item', 'ap_item.id', 'ap_ledger.id')
    .select('ap_item.open_fen')
    .where('doc_kind', '=', 'purchaseReturn')
    .where('doc_id', '=', docId)
    .execute();
  return rows.map((row) => row.open_fen);
};
const findings = async () => {
  const examined = { db: company.db.read, paths: company.paths, now: 0, elapsed: () => 0 };
  const checks = [...stockChecks, ...moneyChecks, ...invoiceChecks, ...purchasingChecks];
  return (await examine(examined, checks)).flatMap((one) => one.findings.map(({ code }) => code));
};

beforeAll(async () => {
  company = await startCompany();
  await company.db.transaction(async (tx) => {
    const { id: deptId } = await tx
      .selectFrom('dept')
      .select('id')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const passwordHash = await quickHash();
    const person = { login: 'keeper', name: 'keeper', deptId, roleKeys: ['warehouse'] };
    await addPerson(tx, { ...person, passwordHash });
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  const units = await call<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  unitId = units.json.rows[0]!.id;
  const places = await call<{ rows: { id: number; kind: string }[] }>('boss', 'GET', '/locations');
  warehouseId = places.json.rows.find((row) => row.kind === 'warehouse')!.id;
  east = (await made('buyer', '/suppliers', { name: '东方阀门' })).id;
});
afterAll(async () => {
  await company.stop();
});

test('goods go back at what they came for, so much less is owed, and the order stays done', async () => {
  const valve = await product('R1');
  const first = await bought(valve, 3, 9.99);
  await bought(valve, 3, 22.6);
  const before = await pool(valve);
  const back = await returned(first.lineId, 1, false);
  expect(back.no).toMatch(/^CGTH-202611-\d{4}$/);
  // A third of 26.52 without tax, however dear the others are.
  expect(await pool(valve)).toEqual([before[0]! - 1, before[1]! - 884]);
  expect(await credit(back.id)).toEqual([0]);
  expect(await accounts(back.id)).toEqual({
    payableEstimate: 999,
    taxInputPending: -115,
    stock: -884,
  });
  const order = await orderOf(first.orderId);
  expect([order.state, order.lines[0]!.returnedE4, order.lines[0]!.openE4]).toEqual([
    'done',
    ONE,
    0,
  ]);
  const over = await call('keeper', 'POST', '/purchase-returns', {
    businessDate: TODAY,
    lines: [{ receiptLineId: first.lineId, qtyE4: 3 * ONE }],
  });
  expect(refusal(over)).toEqual([422, '/lines/0/qtyE4', 'above-received']);
  // The rest takes the rest, to the fen.
  const rest = await returned(first.lineId, 2, false);
  expect(await accounts(rest.id)).toEqual({
    payableEstimate: 1998,
    taxInputPending: -230,
    stock: -1768,
  });
  const note = await call<ReceiptNote>('keeper', 'GET', `/receipt-notes/${first.note.id}`);
  expect([note.json.lines[0]!.returnedE4, note.json.can.return]).toEqual([3 * ONE, false]);
  const account = await call<{ rows: { docKind: string; amountFen: number }[] }>(
    'boss',
    'GET',
    `/suppliers/${east}/payables`,
  );
  expect(JSON.stringify(account.json)).toContain('purchaseReturn');
  expect(await findings()).toEqual([]);
});

test('what is to come again is open once more, and is received as before', async () => {
  const valve = await product('R2');
  const first = await bought(valve, 3, 9.99);
  const back = await returned(first.lineId, 2, true);
  const open = await orderOf(first.orderId);
  expect([open.state, open.lines[0]!.openE4]).toEqual(['partly', 2 * ONE]);
  expect(await credit(back.id)).toEqual([0]);
  const again = await made<ReceiptNote>('keeper', '/receipt-notes', {
    businessDate: TODAY,
    lines: [{ orderLineId: first.orderLineId, qtyE4: 2 * ONE }],
  });
  await acted('keeper', `/receipt-notes/${again.id}/confirm`, again);
  expect((await orderOf(first.orderId)).state).toBe('done');
  expect(await pool(valve)).toEqual([3, 2652]);
  // What came again cannot be as if nothing had gone.
  const late = await call('boss', 'POST', `/purchase-returns/${back.id}/reverse`, {
    version: back.version,
    reason: '晚',
  });
  expect([late.status, late.json.code]).toEqual([409, 'state-refused']);
  expect(await findings()).toEqual([]);
});

test('a return is taken back; a receipt of which some went back is not', async () => {
  const valve = await product('R3');
  const first = await bought(valve, 4, 11.3);
  const before = await pool(valve);
  const back = await returned(first.lineId, 1, true);
  const path = `/receipt-notes/${first.note.id}/reverse`;
  const { version } = first.note;
  expect((await call('boss', 'POST', path, { version, reason: '错' })).json.code).toBe(
    'state-refused',
  );
  const gone = await acted<PurchaseReturn>('boss', `/purchase-returns/${back.id}/reverse`, back, {
    reason: '没退成',
  });
  expect([gone.state, gone.reversalReason]).toEqual(['reversed', '没退成']);
  expect([await pool(valve), await credit(back.id)]).toEqual([before, [0, 0]]);
  expect((await orderOf(first.orderId)).state).toBe('done');
  expect(await findings()).toEqual([]);
  expect((await call('boss', 'POST', path, { version, reason: '错' })).status).toBe(200);
});

test('without a receipt whoever writes orders says the price, and the average leaves', async () => {
  const valve = await product('R4');
  await bought(valve, 2, 11.3);
  await bought(valve, 2, 33.9);
  const line = { productId: valve, qtyE4: ONE };
  const keeper = await call('keeper', 'POST', '/purchase-returns', {
    supplierId: east,
    businessDate: TODAY,
    lines: [line],
  });
  expect(refusal(keeper)).toEqual([422, '/lines/0/receiptLineId', 'receipt-needed']);
  const open = await draft('buyer', [line], { supplierId: east, warehouseId });
  expect(refusal(await confirm('buyer', open))).toEqual([422, '/lines/0/priceE4', 'required']);
  const priced = await call<PurchaseReturn>('buyer', 'PATCH', `/purchase-returns/${open.id}`, {
    version: open.version,
    lines: [{ ...line, priceE4: 11.3 * ONE }],
  });
  expect((await confirm('keeper', priced.json)).status).toBe(403);
  expect((await confirm('buyer', priced.json)).status).toBe(200);
  // Two at 10 and two at 30: one is worth 20, and 10 is credited.
  expect(await accounts(open.id)).toEqual({
    payable: 1130,
    taxInput: -130,
    stock: -2000,
    purchaseVariance: 1000,
  });
  expect(await findings()).toEqual([]);
});

test('what a draft lacks is said, pieces are those that came, and two cannot send the last', async () => {
  const piece = await product('R5', { tracksSerial: true });
  const { lineId, note } = await bought(piece, 2, 11.3, ['A1', 'A2']);
  const line = { receiptLineId: lineId, qtyE4: ONE, serials: ['A1'] };
  const wrong = await call('keeper', 'POST', '/purchase-returns', {
    businessDate: TODAY,
    lines: [{ ...line, serials: ['B1'] }],
  });
  expect(refusal(wrong)).toEqual([422, '/lines/0/serials', 'serial-not-received']);
  const bare = await draft('keeper', [line], { reason: '' });
  const { id, version } = bare;
  expect(refusal(await confirm('keeper', bare))).toEqual([422, '/reason', 'required']);
  const reasoned = await call<PurchaseReturn>('keeper', 'PATCH', `/purchase-returns/${id}`, {
    version,
    reason: '漏水',
  });
  expect(refusal(await confirm('keeper', reasoned.json))).toEqual([422, '/replaces', 'required']);
  const early = await draft('keeper', [line], { replaces: false, businessDate: '2026-11-23' });
  expect(refusal(await confirm('keeper', early))).toEqual([422, '/businessDate', 'before-receipt']);
  const both = [];
  for (let n = 0; n < 2; n += 1) both.push(await draft('keeper', [line], { replaces: false }));
  const answers = await Promise.all(both.map((one) => confirm('keeper', one)));
  expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const list = await call<{ rows: PurchaseReturnRow[] }>(
    'keeper',
    'GET',
    `/purchase-returns?receiptNoteId=${note.id}&state=confirmed`,
  );
  const one = list.json.rows[0]!;
  expect([list.json.rows.length, one.grossFen]).toEqual([1, null]);
  const seen = (await call<PurchaseReturn>('buyer', 'GET', `/purchase-returns/${one.id}`)).json;
  expect([seen.grossFen, seen.lines[0]!.costFen]).toEqual([1130, 1000]);
  for (const path of ['/purchase-returns', `/purchase-returns/${one.id}`]) {
    expect((await call('alice', 'GET', path)).status).toBe(403);
  }
  const prints = `/prints/purchaseReturn/${one.id}`;
  expect((await call('keeper', 'GET', prints)).status).toBe(200);
  expect((await call('alice', 'GET', prints)).status).toBe(403);
  const unsent = await call('keeper', 'GET', `/prints/purchaseReturn/${early.id}`);
  expect(unsent.status).toBe(404);
});

test('the doctor tells what does not agree', async () => {
  const { db } = company;
  const spoil = async (statement: string, mend: string) => {
    await db.transaction(async (tx) => {
      await sql.raw(statement).execute(tx);
    });
    const found = await findings();
    await db.transaction(async (tx) => {
      await sql.raw(mend).execute(tx);
    });
    return found;
  };
  const { id, lineId, noteId } = (await db.read
    .selectFrom('receipt_note_line')
    .innerJoin('receipt_note', 'receipt_note.id', 'receipt_note_line.receipt_note_id')
    .select(['order_line_id as lineId', 'receipt_note_line.id', 'receipt_note_id as noteId'])
    .where('receipt_note.state', '=', 'confirmed')
    .executeTakeFirstOrThrow())!;
  const by = (table: string, column: string, of: number) =>
    [1, -1].map((n) => `UPDATE ${table} SET ${column} = ${column} + ${n} WHERE id = ${of}`) as [
      string,
      string,
    ];
  expect(await spoil(...by('purchase_order_line', 'received_e4', lineId))).toEqual([
    'purchase-progress',
  ]);
  expect(await spoil(...by('receipt_note', 'gross_fen', noteId))).toEqual([
    'purchase-sums',
    'purchase-posted',
  ]);
  expect(await spoil(...by('receipt_note_line', 'spread_fen', id))).toEqual(['purchase-posted']);
  expect(await spoil(...by('receipt_note_line', 'cost_fen', id))).toEqual(['purchase-posted']);
  const back = await db.read
    .selectFrom('purchase_return_line')
    .innerJoin('purchase_return', 'purchase_return.id', 'purchase_return_line.return_id')
    .select('purchase_return_line.id')
    .where('purchase_return.state', '=', 'confirmed')
    .where('estimate_e4', '>', 0)
    .executeTakeFirstOrThrow();
  expect(await spoil(...by('purchase_return_line', 'estimate_tax_fen', back.id))).toEqual([
    'invoiced-progress',
    'purchase-posted',
  ]);
  expect(await findings()).toEqual([]);
});
