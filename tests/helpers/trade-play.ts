import type { Bill } from '@xinhang/shared/bills.ts';
import type { Delivery } from '@xinhang/shared/deliveries.ts';
import type { DropShipment } from '@xinhang/shared/drop-ship.ts';
import type { PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import type { ReceivableAllocation, ReceivableItem } from '@xinhang/shared/receivables.ts';
import type { Receipt, ReceiptLine } from '@xinhang/shared/receipts.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import type { SalesReturn } from '@xinhang/shared/sales-returns.ts';
import type { StockDocument } from '@xinhang/shared/stock-documents.ts';
import type { Act } from './trade-acts.ts';

type Call = <T>(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) => Promise<{ status: number; json: T }>;
/** What may be taken back, and by how much it made the customer owe more, or less. */
export interface Posted {
  path: string;
  id: number;
  owesFen: number;
  /** Of what has no page of its own and changes only once. */
  version?: number;
  /** How it is taken back; absent: reversed. */
  undo?: string;
}
export interface Stage {
  call: Call;
  today: string;
  customerId: number;
  products: readonly number[];
  unitId: number;
  warehouseId: number;
  /** Where the customer has goods sent, and who may ship them straight there. */
  addressId: number;
  supplierId: number;
  accountId: number;
  orders: number[];
  deliveries: number[];
  posted: Posted[];
  /** Bills that the customer gave. */
  bills: number[];
}

const E4 = 10_000;
const REFUSALS = new Set([200, 201, 409, 422]);
const at = <T>(rows: readonly T[], nth: number): T | undefined => rows[nth % rows.length];

/** What somebody is told in answer: done, or refused for a reason, and nothing else. */
async function asked<T>(
  { call }: Stage,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) {
  const answer = await call<T>(method, path, body);
  if (!REFUSALS.has(answer.status)) {
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.json)}`);
  }
  return answer.status < 300 ? answer.json : null;
}
type Versioned = { id: number; version: number };
const verb = async <T>(stage: Stage, path: string, doc: Versioned, name: string, more = {}) =>
  await asked<T>(stage, 'POST', `${path}/${doc.id}/${name}`, { version: doc.version, ...more });

const owed = async (stage: Stage) =>
  (await asked<{ items: ReceivableItem[]; allocations: ReceivableAllocation[] }>(
    stage,
    'GET',
    `/customers/${stage.customerId}/receivables`,
  ))!;

/** Takes one back that stands; whether it was. */
export async function takeBack(stage: Stage, one: Posted): Promise<boolean> {
  const doc =
    one.version === undefined
      ? (await asked<Versioned & { lines?: ReceiptLine[] }>(stage, 'GET', `${one.path}/${one.id}`))!
      : { id: one.id, version: one.version };
  // Whoever takes a receipt back says what of it was refunded.
  const refundedFen = ('lines' in doc ? (doc.lines ?? []) : [])
    .filter((line) => line.docKind === 'customerRefund')
    .reduce((all, line) => all + line.amountFen, 0);
  const more = one.path === '/receipts' ? { refundedFen } : {};
  if (!(await verb(stage, one.path, doc, one.undo ?? 'reverse', { reason: '随机', ...more })))
    return false;
  stage.posted.splice(stage.posted.indexOf(one), 1);
  return true;
}

/** Takes every settlement back that somebody may take back. */
export async function unsettleAll(stage: Stage): Promise<void> {
  for (const { id } of (await owed(stage)).allocations.filter((one) => one.mayTakeBack)) {
    await asked(stage, 'POST', '/receivables/unsettle', { allocationId: id });
  }
}

/** Does it as a person would; what is refused changes nothing. */
export async function perform(stage: Stage, act: Act): Promise<void> {
  switch (act.do) {
    case 'order':
      return await order(stage, act);
    case 'deliver':
      return await deliver(stage, act);
    case 'dropShip':
      return await dropShip(stage, act);
    case 'return':
      return await comeBack(stage, act);
    case 'returnFree':
      return await comeFromNowhere(stage, act);
    case 'reverse': {
      const one = at(stage.posted, act.which);
      if (one) await takeBack(stage, one);
      return;
    }
    case 'receive':
      return await receive(stage, act);
    case 'allocate': {
      const { items } = await owed(stage);
      const owes = at(
        items.filter((item) => item.amountFen > 0 && item.openFen > 0),
        act.owed,
      );
      const pays = at(
        items.filter((item) => item.amountFen < 0 && item.openFen < 0),
        act.paid,
      );
      if (!owes || !pays) return;
      const most = Math.min(owes.openFen, -pays.openFen);
      const amountFen = Math.max(1, Math.floor(most / act.share));
      const body = { owedId: owes.id, paidId: pays.id, amountFen };
      await asked(stage, 'POST', '/receivables/settle', body);
      return;
    }
    case 'unallocate': {
      const { allocations } = await owed(stage);
      const one = at(allocations, act.which);
      if (one) await asked(stage, 'POST', '/receivables/unsettle', { allocationId: one.id });
      return;
    }
    case 'moveBill':
      return await moveBill(stage, act);
    case 'refund':
      return await refund(stage, act);
    case 'count':
      return await count(stage, act);
    case 'stockUp':
      return await stockUp(stage, act);
    case 'change':
      return await change(stage, act);
    case 'close': {
      const id = at(stage.orders, act.which);
      if (id === undefined) return;
      const doc = (await asked<SalesOrder>(stage, 'GET', `/sales-orders/${id}`))!;
      const lineIds = [at(doc.lines, act.line)!.id];
      await verb(stage, '/sales-orders', doc, 'close', { lineIds, reason: '随机' });
    }
  }
}

async function order(stage: Stage, { basis, lines }: Extract<Act, { do: 'order' }>) {
  const made = await asked<SalesOrder>(stage, 'POST', '/sales-orders', {
    customerId: stage.customerId,
    businessDate: stage.today,
    basis,
    addressId: stage.addressId,
    lines: lines.map((line) => wanted(stage, line)),
  });
  const done = made && (await verb<SalesOrder>(stage, '/sales-orders', made, 'confirm'));
  if (done) stage.orders.push(done.id);
}

type Ordered = Extract<Act, { do: 'order' }>['lines'][number];

const wanted = (stage: Stage, { kind, what: nth, qty, ...terms }: Ordered) => ({
  kind,
  productId: stage.products[nth],
  qtyE4: qty * E4,
  ...(kind === 'gift' ? { taxBp: terms.taxBp } : terms),
});

/** Another quantity of one line, and a line more; in force at once, or forgotten. */
async function change(stage: Stage, act: Extract<Act, { do: 'change' }>) {
  const id = at(stage.orders, act.which);
  if (id === undefined) return;
  const doc = (await asked<SalesOrder>(stage, 'GET', `/sales-orders/${id}`))!;
  const chosen = at(doc.lines, act.line)!.id;
  const lines = doc.lines.map((line) => ({
    id: line.id,
    kind: line.kind,
    productId: line.product!.id,
    unitId: line.unit!.id,
    qtyE4: line.id === chosen ? act.qty * E4 : line.qtyE4,
    ...(line.kind === 'gift' ? {} : { priceE4: line.priceE4, discountBp: line.discountBp }),
    taxBp: line.taxBp,
  }));
  const more = act.added ? [wanted(stage, act.added)] : [];
  const body = { reason: '随机', lines: [...lines, ...more] };
  const drafted = await asked<Versioned>(stage, 'POST', `/sales-orders/${id}/changes`, body);
  if (!drafted || (await verb(stage, '/order-changes', drafted, 'apply'))) return;
  await verb(stage, '/order-changes', drafted, 'discard');
}

async function deliver(stage: Stage, { which, parts, split }: Extract<Act, { do: 'deliver' }>) {
  const id = at(stage.orders, which);
  if (id === undefined) return;
  const doc = (await asked<SalesOrder>(stage, 'GET', `/sales-orders/${id}`))!;
  const lines = doc.lines.flatMap((line, nth) => {
    const qty = Math.min(line.openE4 / E4, parts[nth] ?? 0);
    // Two batches of one line, say.
    const pieces = split && qty > 1 ? [1, qty - 1] : [qty];
    return pieces
      .filter((piece) => piece > 0)
      .map((piece) => ({ orderLineId: line.id, qtyE4: piece * E4 }));
  });
  if (lines.length === 0) return;
  const body = { businessDate: stage.today, warehouseId: stage.warehouseId, lines };
  const drafted = await asked<Delivery>(stage, 'POST', '/deliveries', body);
  const done = drafted && (await verb<Delivery>(stage, '/deliveries', drafted, 'confirm'));
  if (!done) return;
  if (done.grossFen !== drafted.grossFen) throw new Error('a draft came to another sum');
  stage.deliveries.push(done.id);
  stage.posted.push({ path: '/deliveries', id: done.id, owesFen: done.grossFen! });
}

/** The supplier ships some of a line straight to the customer, marked and ordered for it. */
async function dropShip(stage: Stage, act: Extract<Act, { do: 'dropShip' }>) {
  const id = at(stage.orders, act.which);
  if (id === undefined) return;
  let doc = (await asked<SalesOrder>(stage, 'GET', `/sales-orders/${id}`))!;
  const line = at(doc.lines, act.line)!;
  const { supplierId, today: businessDate } = stage;
  const marks = { lineIds: [line.id], dropShip: true };
  if (!line.dropShip) {
    const marked = await verb<SalesOrder>(stage, '/sales-orders', doc, 'drop-ship', marks);
    if (!marked) return;
    doc = marked;
  }
  const qtyE4 = act.qty * E4;
  const made = await asked<{ rows: Versioned[] }>(stage, 'POST', '/purchase-orders/drop-ship', {
    businessDate,
    lines: [{ lineId: line.id, supplierId, qtyE4 }],
  });
  if (!made) return;
  const path = '/purchase-orders';
  const draft = (await asked<PurchaseOrder>(stage, 'GET', `${path}/${made.rows[0]!.id}`))!;
  const ordered = await verb<PurchaseOrder>(stage, path, draft, 'confirm');
  if (!ordered) throw new Error('what was drafted for a line is not ordered');
  const shipped = await asked<DropShipment>(stage, 'POST', `${path}/${ordered.id}/ship`, {
    businessDate,
    lines: [{ orderLineId: ordered.lines[0]!.id, qtyE4 }],
  });
  if (!shipped) return;
  const went = (await asked<Delivery>(stage, 'GET', `/deliveries/${shipped.delivery.id}`))!;
  stage.deliveries.push(went.id);
  const posted = { id: shipped.receiptNote.id, owesFen: went.grossFen!, undo: 'ship/reverse' };
  stage.posted.push({ path: '/receipt-notes', ...posted });
}

async function comeBack(stage: Stage, act: Extract<Act, { do: 'return' }>) {
  const id = at(stage.deliveries, act.which);
  if (id === undefined) return;
  const doc = (await asked<Delivery>(stage, 'GET', `/deliveries/${id}`))!;
  const drafted = await asked<SalesReturn>(stage, 'POST', '/sales-returns', {
    deliveryId: id,
    businessDate: stage.today,
    reason: '随机',
    disposal: act.disposal,
    lines: [{ deliveryLineId: at(doc.lines, act.line)!.id, qtyE4: act.qty * E4 }],
  });
  const done = drafted && (await verb<SalesReturn>(stage, '/sales-returns', drafted, 'confirm'));
  if (done) stage.posted.push({ path: '/sales-returns', id: done.id, owesFen: -done.grossFen! });
}

/** Goods of which nobody finds the delivery; an owner need not ask for the approval. */
async function comeFromNowhere(stage: Stage, act: Extract<Act, { do: 'returnFree' }>) {
  const { customerId, today: businessDate, products, unitId } = stage;
  const path = '/sales-returns';
  const drafted = await asked<SalesReturn>(stage, 'POST', `${path}/without-delivery`, {
    customerId,
    businessDate,
    reason: '随机',
    disposal: act.scrap ? 'scrap' : 'stock',
    lines: [{ productId: products[act.what], unitId, qtyE4: act.qty * E4, priceE4: act.priceE4 }],
  });
  const ready = drafted && (await verb<SalesReturn>(stage, path, drafted, 'submit'));
  const done = ready && (await verb<SalesReturn>(stage, path, ready, 'confirm'));
  if (done) stage.posted.push({ path, id: done.id, owesFen: -done.grossFen! });
}

async function receive(stage: Stage, act: Extract<Act, { do: 'receive' }>) {
  const path = `/customers/${stage.customerId}/receipt-proposal?amountFen=${act.amountFen}`;
  const { rows } = (await asked<{ rows: ReceiptLine[] }>(stage, 'GET', path))!;
  const lines = rows
    .filter((row) => act.settles && row.amountFen > 0)
    .map(({ itemId, amountFen, openFen }) => ({
      itemId,
      amountFen,
      discountFen: act.discount ? Math.min(3, openFen - amountFen) : 0,
    }));
  const made = await asked<Receipt>(stage, 'POST', '/receipts', {
    customerId: stage.customerId,
    businessDate: stage.today,
    amountFen: act.amountFen,
    lines,
    ...(act.bill
      ? { method: 'bill', accountId: null, bill: billOf(stage) }
      : { accountId: stage.accountId }),
  });
  const done = made && (await verb<Receipt>(stage, '/receipts', made, 'confirm'));
  if (!done) return;
  if (done.bill) stage.bills.push(done.bill.id);
  const letOff = lines.reduce((sum, line) => sum + line.discountFen, 0);
  stage.posted.push({ path: '/receipts', id: done.id, owesFen: -act.amountFen - letOff });
}

const billOf = ({ today, customerId, bills }: Stage) => ({
  kind: 'bank',
  no: `${customerId}${String(bills.length + 1).padStart(4, '0')}`.padStart(30, '7'),
  drawer: '随机客户',
  acceptor: '工商银行',
  issuedOn: today,
  dueOn: today,
});

/** A bill becomes money, or nobody pays it and the customer owes it anew. */
async function moveBill(stage: Stage, act: Extract<Act, { do: 'moveBill' }>) {
  const id = at(stage.bills, act.which);
  if (id === undefined) return;
  const bill = (await asked<Bill>(stage, 'GET', `/bills/${id}`))!;
  const done = await verb<Bill>(stage, '/bills', bill, 'moves', {
    kind: act.kind,
    businessDate: stage.today,
    accountId: stage.accountId,
    feeFen: act.kind === 'dishonour' ? 0 : Math.min(3, bill.amountFen - 1),
  });
  if (!done) return;
  const owesFen = act.kind === 'dishonour' ? bill.amountFen : 0;
  stage.posted.push({ path: '/bills', id, owesFen, undo: 'undo' });
}

/** A part of some credit goes back as money. */
async function refund(stage: Stage, act: Extract<Act, { do: 'refund' }>) {
  const { items } = await owed(stage);
  const credit = at(
    items.filter((item) => item.amountFen < 0 && item.openFen < 0),
    act.paid,
  );
  if (!credit) return;
  const amountFen = Math.max(1, Math.floor(-credit.openFen / act.share));
  const path = '/customer-refunds';
  const done = await asked<Versioned>(stage, 'POST', path, {
    customerId: stage.customerId,
    accountId: stage.accountId,
    businessDate: stage.today,
    lines: [{ itemId: credit.id, amountFen }],
  });
  if (done) stage.posted.push({ path, id: done.id, version: done.version, owesFen: amountFen });
}

async function count(stage: Stage, act: Extract<Act, { do: 'count' }>) {
  const begun = await asked<StockDocument>(stage, 'POST', '/stock-counts', {
    locationId: stage.warehouseId,
    businessDate: stage.today,
    fill: false,
  });
  const { unitId } = stage;
  const lines = [{ productId: stage.products[act.what], unitId, qtyE4: act.counted * E4 }];
  const path = `/stock-documents/${begun!.id}`;
  const saved = await asked<StockDocument>(stage, 'PATCH', path, { version: 1, lines });
  if (saved) await verb(stage, '/stock-documents', saved, 'confirm');
}

/** Goods that came from elsewhere, at a price. */
export async function stockUp(
  { call, products, unitId, warehouseId, today }: Stage,
  act: { what: number; qty: number; priceE4: number },
): Promise<void> {
  const { json } = await call<Versioned>('POST', '/stock-documents', {
    kind: 'otherIn',
    toLocationId: warehouseId,
    reason: 'opening',
    businessDate: today,
    lines: [{ productId: products[act.what], unitId, qtyE4: act.qty * E4, priceE4: act.priceE4 }],
  });
  await call('POST', `/stock-documents/${json.id}/confirm`, { version: json.version });
}
