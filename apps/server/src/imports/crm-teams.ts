import type { Tx } from '@xinhang/db/database.ts';
import {
  deptIdByName,
  insertDept,
  rootDeptId,
  setDeptHead,
} from '@xinhang/db/repositories/company.ts';
import { deptById } from '@xinhang/db/repositories/depts.ts';
import { userById, userIdByExternalNo } from '@xinhang/db/repositories/users.ts';
import { circleAbove } from './circle.ts';
import { report, type Finding, type Row } from './csv-table.ts';
import type { ImportReport } from './dataset.ts';
import { importPerson, type ImportedPerson, type Passwords } from './people.ts';

const loginOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z]+/g, '.');

function personOf(name: string, manager: boolean): ImportedPerson {
  return {
    externalNo: `crm-pipeline:${name}`,
    login: loginOf(name),
    name,
    post: manager ? 'Manager' : 'Sales agent',
    roleKey: manager ? 'sales-manager' : 'salesperson',
  };
}

type Teams = ReadonlyMap<string, Row>;

/** The rows of managers by name: the first of each says where the manager's team stands. */
function managersOf(teams: Teams): Map<string, Row> {
  const managers = new Map<string, Row>();
  for (const row of teams.values()) {
    const name = row.text('manager');
    if (!managers.has(name)) managers.set(name, row);
  }
  return managers;
}

export function crmPeople(teams: Teams): ImportedPerson[] {
  return [
    ...[...managersOf(teams).keys()].map((name) => personOf(name, true)),
    ...[...teams.keys()].map((name) => personOf(name, false)),
  ];
}

/** Rows without a manager or an office are left out; a manager stands in one office alone. */
export function checkTeams(teams: Map<string, Row>, findings: Finding[]): void {
  for (const [agent, row] of teams) {
    const missing = ['manager', 'regional_office'].filter((column) => row.text(column) === '');
    if (missing.length === 0) continue;
    report(findings, row, missing.map((column) => `has no ${column}`).join('; '));
    teams.delete(agent);
  }
  for (const [agent, row] of teams) {
    // A manager who is somebody's agent stands in the own team, and heads it.
    const circle = circleAbove(agent, (name) => teams.get(name)?.text('manager'));
    if (!circle) continue;
    const chain = circle.join(' → ');
    const why = circle.includes(agent) ? 'reports in a circle' : 'reports into a circle';
    report(findings, row, `${why}: ${chain}; taken with the own team`);
  }
  const managers = managersOf(teams);
  for (const row of teams.values()) {
    const first = managers.get(row.text('manager'))!;
    const [here, there] = [row.text('regional_office'), first.text('regional_office')];
    if (here === there) continue;
    const where = `${row.text('manager')} stands in ${there} by line ${first.line}`;
    report(findings, row, `${where} and not in ${here}; taken into that team`);
  }
}

/** User ids by name. Offices and teams are made for newcomers alone: the company may have moved them. */
export async function placePeople(
  tx: Tx,
  teams: Teams,
  passwords: Passwords,
  result: ImportReport,
): Promise<Map<string, number>> {
  const users = new Map<string, number>();
  const teamOf = new Map<string, number>();
  const managers = managersOf(teams);
  const offices = await placeOffices(tx, managers);
  for (const [manager, row] of managers) {
    const person = personOf(manager, true);
    const known = await userIdByExternalNo(tx, person.externalNo);
    if (known) {
      users.set(manager, known);
      teamOf.set(manager, (await userById(tx, known))!.dept_id);
      continue;
    }
    const parentId = offices.get(row.text('regional_office'))!.id;
    const team = await insertDept(tx, { name: manager, type: 'team', parentId });
    const head = await importPerson(tx, person, team, passwords, result.logins);
    await setDeptHead(tx, team, head);
    users.set(manager, head);
    teamOf.set(manager, team);
  }
  await headOffices(tx, { managers, offices, users }, result);
  for (const [agent, row] of teams) {
    const person = personOf(agent, false);
    const known = await userIdByExternalNo(tx, person.externalNo);
    const team = teamOf.get(row.text('manager'))!;
    users.set(agent, known ?? (await importPerson(tx, person, team, passwords, result.logins)));
  }
  return users;
}

interface Office {
  id: number;
  /** Made by this run. */
  made: boolean;
}

async function placeOffices(
  tx: Tx,
  managers: ReadonlyMap<string, Row>,
): Promise<Map<string, Office>> {
  const root = await rootDeptId(tx);
  const offices = new Map<string, Office>();
  for (const [manager, row] of managers) {
    const name = row.text('regional_office');
    if (offices.has(name)) continue;
    const found = await deptIdByName(tx, root, name);
    if (found !== undefined) offices.set(name, { id: found, made: false });
    else if (!(await userIdByExternalNo(tx, personOf(manager, true).externalNo))) {
      const id = await insertDept(tx, { name, type: 'office', parentId: root });
      offices.set(name, { id, made: true });
    }
  }
  return offices;
}

/**
 * The one manager of an office heads it. Several heads of teams share theirs: whoever headed the
 * office would see the others' customers, and the file names nobody for that.
 */
async function headOffices(
  tx: Tx,
  placed: {
    managers: ReadonlyMap<string, Row>;
    offices: ReadonlyMap<string, Office>;
    users: ReadonlyMap<string, number>;
  },
  result: ImportReport,
): Promise<void> {
  const byOffice = Map.groupBy(placed.managers, ([, row]) => row.text('regional_office'));
  for (const [name, office] of placed.offices) {
    const names = (byOffice.get(name) ?? []).map(([manager]) => manager);
    const [only] = names;
    if (names.length === 1 && office.made) {
      await setDeptHead(tx, office.id, placed.users.get(only!)!);
    } else if (names.length > 1 && (await deptById(tx, office.id))?.head_user_id === null) {
      result.notes.push(
        `The office ${name} has no head: ${names.join(' and ')} share it, each heading a team below it.`,
      );
    }
  }
}
