import type { Database } from 'better-sqlite3';
import { inserter } from './bulk.ts';
import { resultWriter } from './fill-results.ts';
import {
  dateOf,
  OWN_MONEY,
  type MadeLine,
  type MadeOrder,
  type Numbers,
  type Paper,
} from './trade-papers.ts';
import type { Dice } from './random.ts';

const DAY = 86_400_000;
const ONE_E4 = 10_000;
const DUE_DAYS = 30;
/** Of what was delivered so long ago four fifths are paid, of the rest half. */
const SETTLED_DAYS = 120;
const nobody = { reversed_by: null, reversed_at: null };

interface Trade {
  today: number;
  depts: ReadonlyMap<number, number>;
  /** Customers who have paid everything. */
  punctual: ReadonlySet<number>;
}

/** Writes a delivery of what an order sent, with all that it posts, and what was paid of it. */
export function deliveryWriter(db: Database, numbers: Numbers, dice: Dice, trade: Trade) {
  const delivery = inserter(db, 'delivery');
  const part = inserter(db, 'delivery_line');
  const moved = inserter(db, 'stock_ledger');
  const owe = owedWriter(db);
  const pay = receiptWriter(db, numbers, trade, owe);
  const result = resultWriter(db, trade.depts);
  let [deliveries, parts] = [0, 0];
  return (order: MadeOrder): void => {
    const id = (deliveries += 1);
    const at = Math.min(trade.today, order.at + dice.below(10) * DAY);
    const day = dateOf(at);
    const no = numbers.take('FH', day);
    const lines = order.lines.filter((line) => line.sent);
    const sum = (of: 'netFen' | 'taxFen' | 'costFen') =>
      lines.reduce((all, line) => all + line[of], 0);
    const [net, tax, cost] = [sum('netFen'), sum('taxFen'), sum('costFen')];
    const { customer, seller } = order;
    delivery({
      id,
      version: 2,
      no,
      state: 'confirmed',
      entity_id: 1,
      customer_id: customer,
      warehouse_id: 1,
      business_date: day,
      ship_to: '',
      carrier: '',
      tracking_no: '',
      note: '',
      net_fen: net,
      tax_fen: tax,
      gross_fen: net + tax,
      ...OWN_MONEY,
      amount_cur: net + tax,
      line_count: lines.length,
      released_by: null,
      released_at: null,
      release_reason: '',
      signed_on: null,
      signed_name: '',
      signed_note: '',
      reversal_reason: '',
      made_by: seller,
      made_at: at,
      confirmed_by: seller,
      confirmed_at: at,
      ...nobody,
    });
    const paper: Paper = { kind: 'delivery', id, no, day, by: seller, at };
    const posted = lines.map((line, sort) => {
      const partId = (parts += 1);
      part({
        id: partId,
        delivery_id: id,
        sort,
        order_id: order.id,
        order_line_id: line.id,
        qty_e4: line.qty * ONE_E4,
        net_fen: line.netFen,
        tax_fen: line.taxFen,
        cost_fen: line.costFen,
        returned_e4: 0,
        returned_cost_fen: 0,
        batch: '',
        serials: '[]',
        note: '',
      });
      moved(movement(paper, line, partId));
      return { ...line, id: partId, orderLine: line.id };
    });
    numbers.voucher(paper, [
      ['receivable', net + tax, customer],
      ['revenue', -net, customer],
      ['taxOutputPending', -tax, null],
      ['cost', cost, customer],
      ['stock', -cost, null],
    ]);
    result('delivery', { ...paper, customer, seller }, posted);
    const settled = at < trade.today - SETTLED_DAYS * DAY ? 0.8 : 0.5;
    const paid = trade.punctual.has(customer) || dice.chance(settled);
    const due = dateOf(at + DUE_DAYS * DAY);
    const gross = net + tax;
    const item = owe(
      paper,
      { customer, kind: 'goods', due, order: order.id },
      gross,
      paid ? 0 : gross,
    );
    if (paid) pay({ customer, seller, at: Math.min(trade.today, at + 20 * DAY), item, fen: gross });
  };
}

const movement = (paper: Paper, line: MadeLine, partId: number) => ({
  entity_id: 1,
  product_id: line.product,
  from_location_id: 1,
  to_location_id: 4,
  batch: '',
  serial: '',
  qty_e4: line.qty * ONE_E4,
  qty2_e4: 0,
  value_fen: line.costFen,
  provisional: 0,
  business_date: paper.day,
  doc_kind: paper.kind,
  doc_id: paper.id,
  doc_line_id: partId,
  project_id: null,
  contract_id: null,
  order_line_id: line.id,
  ...OWN_MONEY,
  amount_cur: line.costFen,
  reversal_of: null,
  posted_by: paper.by,
  posted_at: paper.at,
});

interface Owed {
  customer: number;
  kind: string;
  due: string;
  order: number | null;
}

/** Writes a row of what customers owe with what is open of it; answers its number. */
function owedWriter(db: Database) {
  const ledger = inserter(db, 'ar_ledger');
  const open = inserter(db, 'ar_item');
  let rows = 0;
  return (paper: Paper, what: Owed, fen: number, openFen: number): number => {
    const id = (rows += 1);
    ledger({
      id,
      entity_id: 1,
      party_kind: 'customer',
      party_id: what.customer,
      kind: what.kind,
      doc_kind: paper.kind,
      doc_id: paper.id,
      doc_line_id: null,
      doc_no: paper.no,
      business_date: paper.day,
      due_date: what.due,
      amount_fen: fen,
      order_id: what.order,
      order_line_id: null,
      contract_id: null,
      project_id: null,
      ...OWN_MONEY,
      amount_cur: fen,
      reversal_of: null,
      posted_by: paper.by,
      posted_at: paper.at,
    });
    open({ id, party_kind: 'customer', party_id: what.customer, open_fen: openFen });
    return id;
  };
}

interface Paid {
  customer: number;
  seller: number;
  at: number;
  item: number;
  fen: number;
}

/** Writes a receipt that pays one delivery in full, with all that it posts. */
function receiptWriter(
  db: Database,
  numbers: Numbers,
  { depts }: Trade,
  owe: ReturnType<typeof owedWriter>,
) {
  inserter(
    db,
    'cash_account',
  )({
    id: 1,
    version: 1,
    entity_id: 1,
    name: '基本户',
    kind: 'bank',
    bank_name: '',
    bank_no: '',
    sort: 0,
    active: 1,
  });
  const receipt = inserter(db, 'receipt');
  const line = inserter(db, 'receipt_line');
  const cash = inserter(db, 'cash_ledger');
  const allocation = inserter(db, 'ar_allocation');
  const result = resultWriter(db, depts);
  let receipts = 0;
  return ({ customer, seller, at, item, fen }: Paid): void => {
    const id = (receipts += 1);
    const day = dateOf(at);
    const no = numbers.take('SK', day);
    const money = { ...OWN_MONEY, amount_cur: fen };
    const posted = { business_date: day, posted_by: seller, posted_at: at, reversal_of: null };
    receipt({
      id,
      version: 2,
      no,
      state: 'confirmed',
      entity_id: 1,
      customer_id: customer,
      payer: '',
      account_id: 1,
      business_date: day,
      method: 'transfer',
      amount_fen: fen,
      fee_fen: 0,
      ...money,
      note: '',
      reversal_reason: '',
      made_by: seller,
      made_at: at,
      confirmed_by: seller,
      confirmed_at: at,
      ...nobody,
    });
    line({ receipt_id: id, item_id: item, sort: 0, amount_fen: fen, discount_fen: 0 });
    const doc = { doc_kind: 'receipt', doc_id: id, doc_no: no };
    const book = { entity_id: 1, account_id: 1, amount_fen: fen, note: '' };
    cash({ ...book, ...doc, ...money, ...posted });
    const paper: Paper = { kind: 'receipt', id, no, day, by: seller, at };
    const paid = owe(paper, { customer, kind: 'advance', due: day, order: null }, -fen, 0);
    allocation({ owed_id: item, paid_id: paid, amount_fen: fen, ...doc, ...posted });
    numbers.voucher(paper, [
      ['bank', fen, customer],
      ['receivable', -fen, customer],
    ]);
    result('receipt', { ...paper, customer, seller }, [{ id: null, netFen: fen }]);
  };
}
