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

/**
 * Agents under their managers under their regional offices, and accounts as customers. An account
 * belongs to the agent with the largest won value on it; opportunities come with the deals module.
 */
export async function importCrmPipeline(
  db: Database,
  directory: string,
  now: number,
  random: (bytes: number) => Buffer,
): Promise<ImportReport> {
  const report: ImportReport = { users: 0, customers: 0, contacts: 0, logins: [], findings: [] };
  const teams = readCsv(directory, 'sales_teams.csv');
  const accounts = readCsv(directory, 'accounts.csv');
  const known = new Set(accounts.map((row) => text(row, 'account')));
  const agents = new Set(teams.map((row) => text(row, 'sales_agent')));
  const won = new Map<string, Map<string, number>>();
  for (const row of readCsv(directory, 'sales_pipeline.csv')) {
    const [account, agent] = [text(row, 'account'), text(row, 'sales_agent')];
    const problem = !account
      ? 'opportunity without account'
      : !known.has(account)
        ? `unknown account ${account}`
        : !agents.has(agent)
          ? `unknown agent ${agent}`
          : null;
    if (problem) {
      report.findings.push({ file: 'sales_pipeline.csv', line: row.line, reason: problem });
      continue;
    }
    const sums = won.get(account) ?? new Map<string, number>();
    const value = text(row, 'deal_stage') === 'Won' ? Number(text(row, 'close_value')) : 0;
    won.set(account, sums.set(agent, (sums.get(agent) ?? 0) + value));
  }
  const managers = [...new Set(teams.map((row) => text(row, 'manager')))];
  const people = [
    ...managers.map((name) => personOf(name, true)),
    ...[...agents].map((name) => personOf(name, false)),
  ];
  const passwords = await preparePasswords(db, people, random);
  await inOneTransaction(db, async (tx) => {
    const root = await rootDeptId(tx);
    const users = new Map<string, number>();
    const node = async (name: string, type: string, parentId: number) =>
      (await deptIdByName(tx, parentId, name)) ?? (await insertDept(tx, { name, type, parentId }));
    for (const row of teams) {
      const [agent, manager] = [text(row, 'sales_agent'), text(row, 'manager')];
      const office = await node(text(row, 'regional_office'), 'office', root);
      const team = await node(manager, 'team', office);
      if (!users.has(manager)) {
        const person = personOf(manager, true);
        const head = await importPerson(tx, person, team, passwords, report.logins);
        users.set(manager, head);
        await setDeptHead(tx, team, head);
      }
      const person = personOf(agent, false);
      users.set(agent, await importPerson(tx, person, team, passwords, report.logins));
    }
    for (const row of accounts) {
      const account = text(row, 'account');
      const owner = users.get(largest(won.get(account) ?? new Map()) ?? '');
      if (!owner) {
        const reason = `nobody dealt with ${account}`;
        report.findings.push({ file: 'accounts.csv', line: row.line, reason });
        continue;
      }
      const isNew = await importCustomer(
        tx,
        db.search,
        {
          externalNo: `crm-pipeline:${account}`,
          name: account,
          industry: text(row, 'sector'),
          region: text(row, 'office_location'),
          city: '',
          address: '',
          phone: '',
          ownerId: owner,
          contact: null,
        },
        now,
      );
      if (isNew) report.customers += 1;
    }
  });
  report.users = report.logins.length;
  return report;
}
