import { customerIdByExternalNo } from '@xinhang/db/repositories/customers.ts';
import { isPhone } from '@xinhang/shared/reach-texts.ts';
import { faults, missing } from './cells.ts';
import { report, tablesIn, type Finding, type Row } from './csv-table.ts';
import {
  importCustomer,
  inOneTransaction,
  newReport,
  sorted,
  type DataSetPlace,
  type ImportReport,
} from './dataset.ts';
import { putOutOfUse, placeGoods } from './northwind-goods.ts';
import { checkGoods, readGoods } from './northwind-goods-files.ts';
import { checkEmployees, peopleOf, placePeople } from './northwind-people.ts';
import { salesIn } from './northwind-sales.ts';
import { enterTrade } from './northwind-trade.ts';
import { preparePasswords } from './people.ts';
import { asTrader, traderOf } from './trader.ts';

/** Who takes customers that never ordered: the head of sales. */
const DEFAULT_OWNER = '2';
/** Of the list price, what goods are taken to have cost where nobody says another part. */
export const ASSUMED_COST_PERCENT = 60;

/**
 * Employees in teams of those whom they report to, customers with their contact, suppliers,
 * products with their opening stock, and every order with what was shipped of it. A customer belongs
 * to the employee with the largest net value (price × quantity × (1 − discount)) on it; others who
 * dealt with it get no access, and the result of what they sold (docs/decisions/0245).
 */
export async function importNorthwind(
  place: DataSetPlace,
  directory: string,
  { costPercent = ASSUMED_COST_PERCENT }: { costPercent?: number | undefined } = {},
): Promise<ImportReport> {
  const trader = await traderOf(place.db.read);
  const result = newReport();
  const { findings } = result;
  const tables = tablesIn(directory, findings);
  const { rows, byFirst } = tables;
  const employees = byFirst(
    'employees.csv',
    'employee_id last_name first_name title hire_date reports_to',
  );
  checkEmployees(employees, findings);
  const customers = byFirst(
    'customers.csv',
    'customer_id company_name contact_name contact_title address city region postal_code country phone fax',
  );
  const orders = byFirst(
    'orders.csv',
    'order_id customer_id employee_id order_date required_date shipped_date ship_via freight',
  );
  const lines = rows('order_details.csv', 'order_id product_id unit_price quantity discount');
  const goods = readGoods(tables);
  checkGoods(goods, findings);
  for (const row of customers.values()) reportCustomer(row, findings);
  const files = { employees, customers, orders, lines, ...goods };
  const { shares, taken } = salesIn(files, findings);
  const people = peopleOf(employees);
  const passwords = await preparePasswords(place, [...people.values()]);
  const users = new Map<string, number>();
  const customerIds = new Map<string, number>();
  await inOneTransaction(place, 'northwind', result, async (ctx) => {
    const placed = await placePeople(ctx.tx, { employees, people, passwords }, result);
    for (const [no, id] of placed) users.set(no, id);
    for (const [no, row] of customers) {
      const owner = shares.largest(no) ?? DEFAULT_OWNER;
      const ownerId = users.get(owner);
      if (row.text('company_name') === '') continue;
      if (!ownerId) report(findings, row, `belongs to employee ${owner}, who was not imported`);
      else await importCustomer(ctx, result, customerOf(no, row, ownerId));
      const id = await customerIdByExternalNo(ctx.tx, externalNo(no));
      if (id) customerIds.set(no, id);
    }
    await placeGoods(asTrader(ctx, trader), result, { ...goods, orders: taken, costPercent });
  });
  await enterTrade(place, trader, result, { orders: taken, users, customers: customerIds });
  await place.write(async (ctx) => await putOutOfUse(asTrader(ctx, trader), goods.products));
  return sorted(result);
}

/** What is odd about a customer is reported; it comes in with what the file says. */
function reportCustomer(row: Row, findings: Finding[]): void {
  const nameless = missing(row, 'company_name');
  const phone = row.text('phone');
  const odd = faults(
    nameless,
    ...['contact_name', 'address', 'city', 'country', 'phone'].map((column) =>
      missing(row, column),
    ),
    phone === '' || isPhone(phone) ? null : `phone is no phone: ${phone}`,
  );
  if (odd.length === 0) return;
  report(findings, row, `${odd.join('; ')}; ${nameless ? 'not taken' : 'taken as it stands'}`);
}

const externalNo = (no: string) => `northwind:${no}`;

function customerOf(no: string, row: Row, ownerId: number) {
  const fax = row.text('fax');
  return {
    externalNo: externalNo(no),
    name: row.text('company_name'),
    region: row.text('country'),
    city: row.text('city'),
    address: [row.text('address'), row.text('region'), row.text('postal_code')]
      .filter(Boolean)
      .join(', '),
    phone: row.text('phone'),
    note: fax && `Fax: ${fax}`,
    ownerId,
    contact: { name: row.text('contact_name'), post: row.text('contact_title') },
  };
}
