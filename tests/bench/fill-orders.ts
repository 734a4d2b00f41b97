import { lineAmounts } from '@xinhang/shared/line-amounts.ts';
import { priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { Database } from 'better-sqlite3';
import { inChunks, inserter } from './bulk.ts';
import type { Filling } from './fill.ts';
import { costOf, fillBalances, fillGoods, hasStock, priceFenOf } from './fill-goods.ts';
import { deliveryWriter } from './fill-deliveries.ts';
import { resultWriter } from './fill-results.ts';
import { dateOf, numbersOf, OWN_MONEY, type MadeLine, type MadeOrder } from './trade-papers.ts';
import type { Dice } from './random.ts';

const DAY = 86_400_000;
const YEARS = 3;
const ONE_E4 = 10_000;
const TAX_BP = 1300;
const LINES = 4;
export const DRAFT_LINES = 5;
/** Of a hundred orders so many are open, the newest ones; every other of them in part. */
const OPEN = 0.04;
/** Customers of the drafts that are confirmed; they owe nothing that stops an order. */
const DRAFT_CUSTOMERS = 400;
const LIMIT_FEN = 1_000_000_000_00;

/** Few customers buy most: the rank of a buyer among all, and who has that rank. */
export const buyer = (rank: number, customers: number) => ((rank * 7919) % customers) + 1;

/** Whose drafts are confirmed by a run: every other customer of the salesperson who is measured. */
function draftCustomers(owners: Int32Array, seller: number): number[] {
  const own = [...owners.keys()].filter((at) => owners[at] === seller);
  return own
    .filter((_, nth) => nth % 2 === 0)
    .slice(0, DRAFT_CUSTOMERS)
    .map((at) => at + 1);
}

/** Goods, drafts of orders, orders of three years with what was delivered, owed and paid of them. */
export function fillTrade(
  db: Database,
  filling: Filling,
  dice: Dice,
  owners: Int32Array,
  depts: ReadonlyMap<number, number>,
): void {
  const { size, today } = filling;
  const numbers = numbersOf(db);
  const { lying: came } = fillGoods(db, filling, dice, numbers);
  const gone = new Float64Array(came.length);
  const kept = new Float64Array(came.length);
  const seller = filling.owners[1]!;
  const good = draftCustomers(owners, seller);
  const limited = db.prepare(
    `update customer set credit_limit_fen = ${LIMIT_FEN}, stage = 'dealing', archived_at = null where id = ?`,
  );
  for (const id of good) limited.run(id);
  const write = orderWriter(db, size.products, dice);
  inChunks(db, size.drafts, (index) => {
    const customer = good[index % good.length]!;
    write(
      { id: index + 1, no: null, customer, seller, at: today, required: dateOf(today + 9 * DAY) },
      DRAFT_LINES,
      () => null,
    );
  });
  const start = today - YEARS * 365 * DAY;
  const punctual = new Set(good);
  const deliver = deliveryWriter(db, numbers, dice, { today, depts, punctual });
  const result = resultWriter(db, depts);
  inChunks(db, size.orders, (index) => {
    const rank = Math.floor(size.customers * dice.next() ** 3);
    const customer = buyer(rank, size.customers);
    const by = owners[customer - 1] || filling.owners[0]!;
    const at = Math.floor(start + (today - start) * (index / size.orders));
    const day = dateOf(at);
    const open = index >= size.orders * (1 - OPEN);
    const no = numbers.take('XSDD', day);
    const required = open && dice.chance(0.1) ? null : dateOf(at + (5 + dice.below(40)) * DAY);
    const head = { id: size.drafts + index + 1, no, customer, seller: by, at, required };
    const part = open && dice.chance(0.5);
    const order = write(head, LINES, (sort) => (open ? (part ? sort < LINES / 2 : false) : true));
    for (const { product, qty, sent } of order.lines) {
      if (sent) gone[product]! += qty;
      else kept[product]! += qty;
    }
    result('order', { kind: 'salesOrder', ...order, by }, order.lines);
    if (order.lines.some((line) => line.sent)) deliver(order);
  });
  fillBalances(db, { came, gone, kept });
  numbers.close();
}

interface Head {
  id: number;
  /** Null: a draft. */
  no: string | null;
  customer: number;
  seller: number;
  at: number;
  required: string | null;
}

/** Writes an order with so many lines; `sent`: whether one was delivered, null of a draft. */
function orderWriter(db: Database, products: number, dice: Dice) {
  const order = inserter(db, 'sales_order');
  const insertLine = inserter(db, 'sales_order_line');
  const share = inserter(db, 'sales_order_share');
  const lineAt = lineMaker(insertLine);
  return (head: Head, count: number, sent: (sort: number) => boolean | null): MadeOrder => {
    const first = 1 + dice.below(products);
    const lines = Array.from({ length: count }, (_, sort) => {
      let product = 1 + ((first + sort * 97) % products);
      while (!hasStock(product)) product = 1 + (product % products);
      return lineAt(head, sort, { product, qty: 1 + dice.below(20), sent: sent(sort) });
    });
    const sum = (of: 'netFen' | 'taxFen') => lines.reduce((all, line) => all + line[of], 0);
    const [net, tax] = [sum('netFen'), sum('taxFen')];
    const { id, no, customer, seller, at } = head;
    const done = lines.filter((line) => line.sent).length;
    order({
      id,
      version: no === null ? 1 : 2,
      no,
      state: no === null ? 'draft' : done === count ? 'done' : done > 0 ? 'partly' : 'confirmed',
      entity_id: 1,
      customer_id: customer,
      contact_id: null,
      deal_id: null,
      contract_id: null,
      quotation_id: null,
      project_id: null,
      business_date: dateOf(at),
      required_date: head.required,
      term_id: null,
      warehouse_id: 1,
      customer_order_no: '',
      address_id: null,
      ship_to: '',
      title_id: null,
      title: '',
      payer: '',
      note: '',
      basis: 'gross',
      net_fen: net,
      tax_fen: tax,
      gross_fen: net + tax,
      ...OWN_MONEY,
      amount_cur: net + tax,
      line_count: count,
      ask_reason: '',
      reasons: '[]',
      credit_until: null,
      approval_id: null,
      reason: '',
      made_by: seller,
      made_at: at,
      confirmed_by: no === null ? null : seller,
      confirmed_at: no === null ? null : at,
    });
    share({ order_id: id, user_id: seller, share_bp: 10_000 });
    return { id, no: no ?? '', customer, seller, at, day: dateOf(at), lines };
  };
}

function lineMaker(insert: ReturnType<typeof inserter>) {
  let last = 0;
  return (
    head: Head,
    sort: number,
    { product, qty, sent }: { product: number; qty: number; sent: boolean | null },
  ): MadeLine => {
    const id = (last += 1);
    const price = priceFenOf(product) * 100;
    const rate = { basis: 'gross' as const, taxBp: TAX_BP };
    const amounts = lineAmounts(qtyE4(qty * ONE_E4), priceE4(price), rate);
    const { netFen, taxFen, grossFen } = amounts;
    insert({
      id,
      order_id: head.id,
      sort,
      line_kind: 'goods',
      product_id: product,
      unit_id: 1,
      text: '',
      unit_qty_e4: qty * ONE_E4,
      qty_e4: qty * ONE_E4,
      price_e4: price,
      discount_bp: 0,
      tax_bp: TAX_BP,
      net_fen: netFen,
      tax_fen: taxFen,
      gross_fen: grossFen,
      resolved_price_e4: price,
      price_rule_id: product,
      floor_net_e4: Math.round((costOf(product) * 120 * 10_000) / (10_000 + TAX_BP)),
      deviation: '',
      deviated_by: null,
      required_date: null,
      original_required_date: sent === null ? null : head.required,
      promised_date: null,
      delivered_e4: sent ? qty * ONE_E4 : 0,
      returned_e4: 0,
      replace_e4: 0,
      cancelled_e4: 0,
      reserved_e4: sent === false ? qty * ONE_E4 : 0,
      delivered_net_fen: sent ? netFen : 0,
      delivered_tax_fen: sent ? taxFen : 0,
      cancelled_net_fen: 0,
      cancelled_tax_fen: 0,
      returned_net_fen: 0,
      returned_tax_fen: 0,
      close_reason: '',
      note: '',
    });
    const costFen = qty * costOf(product);
    return { id, product, qty, netFen, taxFen, costFen, sent: sent === true };
  };
}
