import { insertDept, rootDeptId, setDeptHead } from '@xinhang/db/repositories/company.ts';
import type { Tx } from '@xinhang/db/database.ts';
import { userById, userIdByExternalNo } from '@xinhang/db/repositories/users.ts';
import { circleAbove } from './circle.ts';
import { dateFault, dateIn, faults, keyFault, missing } from './cells.ts';
import { report, type Finding, type Row } from './csv-table.ts';
import type { ImportReport } from './dataset.ts';
import { importPerson, type ImportedPerson, type Passwords } from './people.ts';

const personNo = (no: string) => `northwind:${no}`;

/** What is odd about an employee is reported; one without a name is left out. */
export function checkEmployees(employees: Map<string, Row>, findings: Finding[]): void {
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

export function peopleOf(employees: ReadonlyMap<string, Row>): Map<string, ImportedPerson> {
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
export async function placePeople(
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
