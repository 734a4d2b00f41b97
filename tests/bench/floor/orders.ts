import type { Database } from 'better-sqlite3';
import { lineAmounts } from '@xinhang/shared/line-amounts.ts';
import { priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { Person, Row, Sql } from './rows.ts';

/* The rows that an order consists of, and those that confirming it adds, as the server writes them
   and nothing else: no rule is asked, no price, no credit, no right. */

interface Draft {
  customerId: number;
  businessDate: string;
  warehouseId: number;
  lines: { productId: number; qtyE4: number }[];
}

/** What is written beside the business rows: who did what, the news of it, the answer for replays. */
function told(
  sql: Sql,
  person: Person,
  order: Row,
  { action, before }: { action: string; before: string | null },
) {
  const now = Date.now();
  const after = JSON.stringify(order);
  sql(
    `insert into audit_event (at, actor_id, session_id, request_id, address, action, entity,
       entity_id, customer_id, before, after)
     values (?, ?, null, '', '', ?, 'salesOrder', ?, ?, ?, ?)`,
  ).run(now, person.userId, action, order.id, order.customer_id, before, after);
  sql(
    `insert into change_event (entity, entity_id, version, customer_id, audience, at)
     values ('salesOrder', ?, ?, ?, '[]', ?)`,
  ).run(order.id, order.version, order.customer_id, now);
  sql(
    `insert into idempotency_key (actor_id, key, endpoint, body_hash, status, answer, at)
     values (?, ?, ?, '', 200, ?, ?)`,
  ).run(person.userId, crypto.randomUUID(), action, after, now);
}

function orderOf(sql: Sql, id: number): Row {
  const order: Row = sql('select * from sales_order where id = ?').get(id);
  order.lines = sql('select * from sales_order_line where order_id = ? order by sort').all(id);
  return order;
}

export function draft(db: Database, sql: Sql, person: Person, body: Draft): Row {
  return db.transaction(() => {
    const lines = body.lines.map((line) => {
      const product: Row = sql(
        `select p.unit_id, p.tax_bp, r.id as rule, r.price_e4 from product p
         join price_rule r on r.product_id = p.id where p.id = ? limit 1`,
      ).get(line.productId);
      const basis = { basis: 'gross' as const, taxBp: product.tax_bp };
      const sums = lineAmounts(qtyE4(line.qtyE4), priceE4(product.price_e4), basis);
      return { ...line, product, sums };
    });
    const sum = (of: 'netFen' | 'taxFen') => lines.reduce((all, { sums }) => all + sums[of], 0);
    const [net, tax] = [sum('netFen'), sum('taxFen')];
    const id = Number(
      sql(
        `insert into sales_order (version, state, entity_id, customer_id, business_date,
           warehouse_id, customer_order_no, ship_to, title, payer, note, basis, net_fen, tax_fen,
           gross_fen, currency, rate_e8, amount_cur, line_count, ask_reason, reasons, reason,
           made_by, made_at)
         values (1, 'draft', 1, ?, ?, ?, '', '', '', '', '', 'gross', ?, ?, ?, 'CNY', 100000000, ?,
           ?, '', '[]', '', ?, ?)`,
      ).run(
        body.customerId,
        body.businessDate,
        body.warehouseId,
        net,
        tax,
        net + tax,
        net + tax,
        lines.length,
        person.userId,
        Date.now(),
      ).lastInsertRowid,
    );
    sql('insert into sales_order_share (order_id, user_id, share_bp) values (?, ?, 10000)').run(
      id,
      person.userId,
    );
    for (const [sort, { productId, qtyE4: qty, product, sums }] of lines.entries()) {
      sql(
        `insert into sales_order_line (order_id, sort, line_kind, product_id, unit_id, text,
           unit_qty_e4, qty_e4, price_e4, discount_bp, tax_bp, net_fen, tax_fen, gross_fen,
           resolved_price_e4, price_rule_id, deviation, delivered_e4, returned_e4, replace_e4,
           cancelled_e4, reserved_e4, delivered_net_fen, delivered_tax_fen, cancelled_net_fen,
           cancelled_tax_fen, returned_net_fen, returned_tax_fen, close_reason, note)
         values (?, ?, 'goods', ?, ?, '', ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, '', 0, 0, 0, 0, 0, 0, 0, 0,
           0, 0, 0, '', '')`,
      ).run(
        id,
        sort,
        productId,
        product.unit_id,
        qty,
        qty,
        product.price_e4,
        product.tax_bp,
        sums.netFen,
        sums.taxFen,
        sums.grossFen,
        product.price_e4,
        product.rule,
      );
    }
    const made = orderOf(sql, id);
    told(sql, person, made, { action: 'salesOrders.create', before: null });
    return made;
  })();
}

export function confirm(db: Database, sql: Sql, person: Person, id: number): Row {
  return db.transaction(() => {
    const order = orderOf(sql, id);
    const now = Date.now();
    const period = String(order.business_date).slice(0, 7).replace('-', '');
    const next = sql(
      `insert into doc_sequence (entity_id, type, period, next) values (1, 'XSDD', ?, 2)
       on conflict do update set next = next + 1 returning next`,
    )
      .pluck()
      .get(period) as number;
    const no = `XSDD-${period}-${String(next - 1).padStart(4, '0')}`;
    sql(
      `update sales_order set version = version + 1, no = ?, state = 'confirmed', confirmed_by = ?,
         confirmed_at = ? where id = ?`,
    ).run(no, person.userId, now, id);
    const dept = sql('select dept_id from user where id = ?').pluck().get(person.userId);
    for (const [sort, line] of (order.lines as Row[]).entries()) {
      sql(
        `update sales_order_line set original_required_date = ?, reserved_e4 = qty_e4 where id = ?`,
      ).run(order.required_date, line.id);
      sql(
        `insert into stock_balance (entity_id, product_id, location_id, batch, qty_e4, qty2_e4,
           reserved_e4) values (1, ?, ?, '', 0, 0, ?)
         on conflict do update set reserved_e4 = reserved_e4 + excluded.reserved_e4`,
      ).run(line.product_id, order.warehouse_id, line.qty_e4);
      sql(
        `insert into achievement_ledger (metric, business_date, credited_user_id,
           credited_dept_id, share_bp, customer_id, region, product_id, entity_id, order_line_id,
           doc_kind, doc_id, doc_line_id, amount_fen, qty_e4, doc_count, currency, rate_e8,
           amount_cur, posted_by, posted_at)
         values ('order', ?, ?, ?, 10000, ?, '', ?, 1, ?, 'salesOrder', ?, ?, ?, ?, ?, 'CNY',
           100000000, ?, ?, ?)`,
      ).run(
        order.business_date,
        person.userId,
        dept,
        order.customer_id,
        line.product_id,
        line.id,
        id,
        line.id,
        line.net_fen,
        line.qty_e4,
        sort === 0 ? 1 : 0,
        line.net_fen,
        person.userId,
        now,
      );
    }
    const done = orderOf(sql, id);
    told(sql, person, done, { action: 'salesOrders.confirm', before: JSON.stringify(order) });
    return done;
  })();
}
