import { isPhone } from '@xinhang/shared/reach-texts.ts';
import { insertDept, rootDeptId, setDeptHead } from '@xinhang/db/repositories/company.ts';
import type { Tx } from '@xinhang/db/database.ts';
import { userById, userIdByExternalNo } from '@xinhang/db/repositories/users.ts';
import { circleAbove } from './circle.ts';
import { dateFault, dateIn, faults, numberFault, orderFault } from './cells.ts';
import { report, tablesIn, type Finding, type Row } from './csv-table.ts';
import {
  importCustomer,
  inOneTransaction,
  newReport,
  Shares,
  type DataSetPlace,
  type ImportReport,
} from './dataset.ts';
import { importPerson, preparePasswords, type ImportedPerson, type Passwords } from './people.ts';

/** Who takes customers that never ordered: the head of sales. */
const DEFAULT_OWNER = '2';
const personNo = (no: string) => `northwind:${no}`;

/**
 * Employees in teams of those whom they report to, customers with their contact. A customer
 * belongs to the employee with the largest net value (price × quantity × (1 − discount)) on it;
 * others who dealt with it get no access.
 */
export async function importNorthwind(
  place: DataSetPlace,
  directory: string,
): Promise<ImportReport> {
  const result = newReport();
  const { findings } = result;
  const { rows, byFirst } = tablesIn(directory, findings);
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
    'order_id customer_id employee_id order_date required_date shipped_date',
  );
  const lines = rows('order_details.csv', 'order_id product_id unit_price quantity discount');
  const products = byFirst('products.csv', 'product_id product_name');
  for (const row of products.values()) {
    const odd = faults(keyFault(row, 'product_id'), missing(row, 'product_name'));
    if (odd.length > 0) report(findings, row, `${odd.join('; ')}; counted all the same`);
  }
  for (const row of customers.values()) reportCustomer(row, findings);
  const shares = sharesOf({ employees, customers, orders, lines, products }, findings);
  const people = peopleOf(employees);
  const passwords = await preparePasswords(place, [...people.values()]);
  return await inOneTransaction(place, 'northwind', result, async (ctx) => {
    const users = await placePeople(ctx.tx, { employees, people, passwords }, result);
    for (const [no, row] of customers) {
      const owner = shares.largest(no) ?? DEFAULT_OWNER;
      const ownerId = users.get(owner);
      if (row.text('company_name') === '') continue;
      if (!ownerId) report(findings, row, `belongs to employee ${owner}, who was not imported`);
      else await importCustomer(ctx, result, customerOf(no, row, ownerId));
    }
  });
}

const missing = (row: Row, column: string) => (row.text(column) === '' ? `has no ${column}` : null);

/** Numbers of people, orders and products are counted from 1. */
const keyFault = (row: Row, column: string) => numberFault(row, column, { min: 1, whole: true });

function checkEmployees(employees: Map<string, Row>, findings: Finding[]): void {
  for (const [no, row] of employees) {
    const nameless = missing(row, 'last_name');
    const odd = faults(
      nameless,
      keyFault(row, 'employee_id'),
      missing(row, 'first_name'),
      missing(row, 'title'),
      dateFault(row, 'hire_date', { optional: true }),
    );
    if (odd.length === 0) continue;
    report(findings, row, `${odd.join('; ')}; ${nameless ? 'not taken' : 'taken without it'}`);
    if (nameless) employees.delete(no);
  }
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

interface Files {
  employees: ReadonlyMap<string, Row>;
  customers: ReadonlyMap<string, Row>;
  orders: Map<string, Row>;
  lines: readonly Row[];
  products: ReadonlyMap<string, Row>;
}

/**
 * What each employee sold to each customer. A row is left out where it does not say to whom, by
 * whom or how much; what is odd in it beside that is reported, and it counts.
 */
function sharesOf(files: Files, findings: Finding[]): Shares {
  const shares = new Shares();
  const { orders, lines, products } = files;
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
    );
    if (wrong.length > 0) {
      report(findings, row, [...wrong, ...odd].join('; '));
      orders.delete(no);
    } else if (odd.length > 0) report(findings, row, `${odd.join('; ')}; counted all the same`);
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
    const odd = products.has(product) ? [] : [`unknown product ${product}`];
    if (!order || wrong.length > 0) {
      report(findings, row, [...wrong, ...odd].join('; '));
      continue;
    }
    if (odd.length > 0) report(findings, row, `${odd.join('; ')}; counted all the same`);
    seen.set(key, row.line);
    const gross = row.number('unit_price')! * row.number('quantity')!;
    const net = gross * (1 - row.number('discount')!);
    shares.add(order.text('customer_id'), order.text('employee_id'), net);
  }
  return shares;
}

function wrongOrder(row: Row, { customers, employees }: Files): string[] {
  const [customer, employee] = [row.text('customer_id'), row.text('employee_id')];
  return faults(
    customers.has(customer) ? null : `unknown customer ${customer}`,
    employees.has(employee) ? null : `unknown employee ${employee}`,
  );
}

function peopleOf(employees: ReadonlyMap<string, Row>): Map<string, ImportedPerson> {
  const heads = new Set([...employees.values()].map((row) => row.text('reports_to')));
  return new Map(
    [...employees].map(([no, row]) => {
      const hiredOn = dateIn(row.text('hire_date'));
      return [
        no,
        {
          externalNo: personNo(no),
          login: row.text('last_name').toLowerCase().replaceAll(/\s/g, ''),
          name: `${row.text('first_name')} ${row.text('last_name')}`.trim(),
          post: row.text('title'),
          roleKey: heads.has(no) ? 'sales-manager' : 'salesperson',
          ...(hiredOn !== null && { hiredOn }),
        },
      ];
    }),
  );
}

interface Newcomers {
  employees: ReadonlyMap<string, Row>;
  people: ReadonlyMap<string, ImportedPerson>;
  passwords: Passwords;
}

/** User ids by employee. A head has a team, which stands in the team that the head reports to. */
async function placePeople(
  tx: Tx,
  { employees, people, passwords }: Newcomers,
  result: ImportReport,
): Promise<Map<string, number>> {
  const users = new Map<string, number>();
  const teams = new Map([['', await rootDeptId(tx)]]);
  let waiting = [...employees];
  for (let placed = true; placed;) {
    placed = false;
    for (const [no, row] of waiting) {
      const above = teams.get(row.text('reports_to'));
      if (above === undefined) continue;
      placed = true;
      const person = people.get(no)!;
      const known = await userIdByExternalNo(tx, person.externalNo);
      const head = person.roleKey === 'sales-manager';
      // Somebody who is there stays where the company has put him or her since.
      let dept = known ? (await userById(tx, known))!.dept_id : above;
      if (head && !known) {
        dept = await insertDept(tx, { name: `${person.name} team`, type: 'team', parentId: above });
      }
      const id = known ?? (await importPerson(tx, person, dept, passwords, result.logins));
      if (head && !known) await setDeptHead(tx, dept, id);
      if (head) teams.set(no, dept);
      users.set(no, id);
    }
    waiting = waiting.filter(([no]) => !users.has(no));
  }
  for (const [no, row] of waiting) {
    report(result.findings, row, whyNotPlaced(no, { employees, people }));
  }
  return users;
}

/** Who reports in a circle, or to somebody in one, stands nowhere; the circle is named. */
function whyNotPlaced(no: string, { employees, people }: Omit<Newcomers, 'passwords'>): string {
  const boss = employees.get(no)!.text('reports_to');
  if (!employees.has(boss)) return `reports to unknown employee ${boss}`;
  const circle = circleAbove(no, (one) => employees.get(one)?.text('reports_to'));
  if (circle === null) return `reports to employee ${boss}, who cannot be placed`;
  const chain = circle.map((one) => `${people.get(one)!.name} (${one})`).join(' → ');
  return circle.includes(no)
    ? `reports in a circle: ${chain}; not taken`
    : `reports to employee ${boss}, who reports in a circle: ${chain}; not taken`;
}

function customerOf(no: string, row: Row, ownerId: number) {
  const fax = row.text('fax');
  return {
    externalNo: `northwind:${no}`,
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
