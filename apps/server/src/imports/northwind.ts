import type { Database } from '@xinhang/db/database.ts';
import {
  deptIdByName,
  insertDept,
  rootDeptId,
  setDeptHead,
} from '@xinhang/db/repositories/company.ts';
import {
  importCustomer,
  inOneTransaction,
  largest,
  readCsv,
  text,
  type ImportReport,
} from './dataset.ts';
import { importPerson, preparePasswords, type ImportedPerson } from './people.ts';

/** Who takes customers that never ordered: the head of sales. */
const DEFAULT_OWNER = '2';

/**
 * Employees in teams of those whom they report to, customers with their contact. A customer
 * belongs to the employee with the largest net value (price × quantity × (1 − discount)) on it.
 */
export async function importNorthwind(
  db: Database,
  directory: string,
  now: number,
  random: (bytes: number) => Buffer,
): Promise<ImportReport> {
  const report: ImportReport = { users: 0, customers: 0, contacts: 0, logins: [], findings: [] };
  const employees = readCsv(directory, 'employees.csv');
  const heads = new Set(employees.map((row) => text(row, 'reports_to')).filter(Boolean));
  const orders = new Map(
    readCsv(directory, 'orders.csv').map((row) => [text(row, 'order_id'), row]),
  );
  const net = new Map<string, Map<string, number>>();
  for (const row of readCsv(directory, 'order_details.csv')) {
    const order = orders.get(text(row, 'order_id'));
    if (!order) {
      const reason = `unknown order ${text(row, 'order_id')}`;
      report.findings.push({ file: 'order_details.csv', line: row.line, reason });
      continue;
    }
    const value =
      Number(text(row, 'unit_price')) *
      Number(text(row, 'quantity')) *
      (1 - Number(text(row, 'discount')));
    const sums = net.get(text(order, 'customer_id')) ?? new Map<string, number>();
    const employee = text(order, 'employee_id');
    net.set(text(order, 'customer_id'), sums.set(employee, (sums.get(employee) ?? 0) + value));
  }
  const people = new Map<string, ImportedPerson>(
    employees.map((row) => {
      const no = text(row, 'employee_id');
      const name = `${text(row, 'first_name')} ${text(row, 'last_name')}`;
      const login = text(row, 'last_name').toLowerCase();
      const roleKey = heads.has(no) ? 'sales-manager' : 'salesperson';
      return [
        no,
        { externalNo: `northwind:${no}`, login, name, post: text(row, 'title'), roleKey },
      ];
    }),
  );
  const passwords = await preparePasswords(db, [...people.values()], random);
  await inOneTransaction(db, async (tx) => {
    const root = await rootDeptId(tx);
    const users = new Map<string, number>();
    const teams = new Map<string, number>();
    const pending = [...employees];
    // A head is placed before the team; each round places those whose head has a team already.
    while (pending.length > 0) {
      const row = pending.find(
        (one) => !text(one, 'reports_to') || teams.has(text(one, 'reports_to')),
      );
      if (!row) break;
      pending.splice(pending.indexOf(row), 1);
      const no = text(row, 'employee_id');
      let dept = teams.get(text(row, 'reports_to')) ?? root;
      const person = people.get(no)!;
      if (heads.has(no)) {
        const name = `${person.name} team`;
        dept =
          (await deptIdByName(tx, dept, name)) ??
          (await insertDept(tx, { name, type: 'team', parentId: dept }));
        teams.set(no, dept);
      }
      const userId = await importPerson(tx, person, dept, passwords, report.logins);
      users.set(no, userId);
      if (heads.has(no)) await setDeptHead(tx, dept, userId);
    }
    for (const row of pending) {
      const reason = `reports to unknown employee ${text(row, 'reports_to')}`;
      report.findings.push({ file: 'employees.csv', line: row.line, reason });
    }
    for (const row of readCsv(directory, 'customers.csv')) {
      const no = text(row, 'customer_id');
      const owner = users.get(largest(net.get(no) ?? new Map()) ?? DEFAULT_OWNER);
      if (!owner) {
        report.findings.push({ file: 'customers.csv', line: row.line, reason: 'owner unknown' });
        continue;
      }
      const isNew = await importCustomer(
        tx,
        db.search,
        {
          externalNo: `northwind:${no}`,
          name: text(row, 'company_name'),
          industry: '',
          region: text(row, 'country'),
          city: text(row, 'city'),
          address: text(row, 'address'),
          phone: text(row, 'phone'),
          ownerId: owner,
          contact: { name: text(row, 'contact_name'), post: text(row, 'contact_title') },
        },
        now,
      );
      if (!isNew) continue;
      report.customers += 1;
      report.contacts += 1;
    }
  });
  report.users = report.logins.length;
  return report;
}
