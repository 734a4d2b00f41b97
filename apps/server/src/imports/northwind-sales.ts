import { dateFault, dateIn, faults, keyFault, numberFault, orderFault } from './cells.ts';
import { report, type Finding, type Row } from './csv-table.ts';
import { Shares } from './dataset.ts';

export interface SoldLine {
  product: string;
  qtyE4: number;
  priceE4: number;
  discountBp: number;
}

/** An order that can be entered. */
export interface SoldOrder {
  no: string;
  row: Row;
  customer: string;
  employee: string;
  orderedOn: string;
  requiredOn: string | null;
  /** Null: nothing was sent. */
  shippedOn: string | null;
  carrier: string;
  freightE4: number;
  lines: SoldLine[];
}

interface Files {
  employees: ReadonlyMap<string, Row>;
  customers: ReadonlyMap<string, Row>;
  orders: Map<string, Row>;
  lines: readonly Row[];
  products: ReadonlyMap<string, Row>;
  shippers: ReadonlyMap<string, Row>;
}

const E4 = 10_000;
const WHOLE_BP = 10_000;
/** Quantities and prices to 1/10,000, discounts to basis points. */
const scaled = (row: Row, column: string, by: number) => Math.round(row.number(column)! * by);

/**
 * What each employee sold to each customer, and the orders that can be entered. A row is left out
 * where it does not say to whom, by whom or how much; what is odd in it beside that is reported, and
 * it counts for who has the customer. An order without a day, and a line of a product that is not in
 * the files, make no document.
 */
export function salesIn(files: Files, findings: Finding[]): { shares: Shares; taken: SoldOrder[] } {
  const shares = new Shares();
  const { orders, lines, products } = files;
  const taken = new Map<string, SoldOrder>();
  const sold = new Set(lines.map((row) => row.text('order_id')));
  for (const [no, row] of orders) {
    const wrong = wrongOrder(row, files);
    const odd = faults(
      keyFault(row, 'order_id'),
      sold.has(no) ? null : 'has no line in order_details.csv',
      dateFault(row, 'order_date'),
      dateFault(row, 'required_date', { optional: true }),
      dateFault(row, 'shipped_date', { optional: true }),
      orderFault(row, 'order_date', 'shipped_date'),
      shipperFault(row, files),
      numberFault(row, 'freight', { min: 0, optional: true }),
    );
    const order = orderOf(no, row, files);
    if (wrong.length > 0) {
      report(findings, row, [...wrong, ...odd].join('; '));
      orders.delete(no);
      continue;
    }
    const so = order ? 'counted all the same' : 'counted all the same, and not entered';
    if (odd.length > 0) report(findings, row, `${odd.join('; ')}; ${so}`);
    if (order) taken.set(no, order);
  }
  const seen = new Map<string, number>();
  for (const row of lines) {
    const order = orders.get(row.text('order_id'));
    const product = row.text('product_id');
    const key = `${row.text('order_id')}/${product}`;
    const wrong = faults(
      order ? null : `unknown order ${row.text('order_id')}`,
      numberFault(row, 'unit_price', { min: 0 }),
      numberFault(row, 'quantity', { min: 0 }),
      numberFault(row, 'discount', { min: 0, max: 1 }),
      seen.has(key) ? `repeats line ${seen.get(key)}` : null,
    );
    const known = products.has(product);
    const odd = known ? [] : [`unknown product ${product}`];
    if (!order || wrong.length > 0) {
      report(findings, row, [...wrong, ...odd].join('; '));
      continue;
    }
    if (!known) report(findings, row, `${odd.join('; ')}; counted all the same, and not entered`);
    seen.set(key, row.line);
    const gross = row.number('unit_price')! * row.number('quantity')!;
    const net = gross * (1 - row.number('discount')!);
    shares.add(order.text('customer_id'), order.text('employee_id'), net);
    const qtyE4 = scaled(row, 'quantity', E4);
    if (!known || qtyE4 === 0) continue;
    const [priceE4, discountBp] = [
      scaled(row, 'unit_price', E4),
      scaled(row, 'discount', WHOLE_BP),
    ];
    taken.get(row.text('order_id'))?.lines.push({ product, qtyE4, priceE4, discountBp });
  }
  return { shares, taken: [...taken.values()].filter((order) => order.lines.length > 0) };
}

function wrongOrder(row: Row, { customers, employees }: Files): string[] {
  const [customer, employee] = [row.text('customer_id'), row.text('employee_id')];
  return faults(
    customers.has(customer) ? null : `unknown customer ${customer}`,
    employees.has(employee) ? null : `unknown employee ${employee}`,
  );
}

function shipperFault(row: Row, { shippers }: Files): string | null {
  const shipper = row.text('ship_via');
  return shipper === '' || shippers.has(shipper) ? null : `unknown shipper ${shipper}`;
}

function orderOf(no: string, row: Row, { shippers }: Files): SoldOrder | null {
  const orderedOn = dateIn(row.text('order_date'));
  if (orderedOn === null) return null;
  return {
    no,
    row,
    customer: row.text('customer_id'),
    employee: row.text('employee_id'),
    orderedOn,
    requiredOn: dateIn(row.text('required_date')),
    shippedOn: dateIn(row.text('shipped_date')),
    carrier: shippers.get(row.text('ship_via'))?.text('company_name') ?? '',
    freightE4: Math.max(0, Math.round((row.number('freight') ?? 0) * E4)),
    lines: [],
  };
}
