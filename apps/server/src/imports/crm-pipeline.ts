import type { Tx } from '@xinhang/db/database.ts';
import {
  insertDept,
  deptIdByName,
  rootDeptId,
  setDeptHead,
} from '@xinhang/db/repositories/company.ts';
import {
  customerIdByExternalNo,
  updateCustomer,
  type CustomerRecord,
} from '@xinhang/db/repositories/customers.ts';
import { userById, userIdByExternalNo } from '@xinhang/db/repositories/users.ts';
import type { WriteContext } from '../http/context.ts';
import { byKey, readTable, report, type Finding, type Row } from './csv-table.ts';
import {
  importCustomer,
  inOneTransaction,
  newReport,
  Shares,
  type DataSetPlace,
  type ImportReport,
} from './dataset.ts';
import { importPerson, preparePasswords, type ImportedPerson, type Passwords } from './people.ts';

const loginOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z]+/g, '.');
const accountNo = (account: string) => `crm-pipeline:${account}`;

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
 * belongs to the agent with the largest won value on it, and others who dealt with it get no
 * access; opportunities come with the deals module.
 */
export async function importCrmPipeline(
  place: DataSetPlace,
  directory: string,
): Promise<ImportReport> {
  const result = newReport();
  const { findings } = result;
  const read = (file: string, columns: string) =>
    readTable(directory, file, columns.split(' '), findings);
  const teams = byKey(
    read('sales_teams.csv', 'sales_agent manager regional_office'),
    'sales_agent',
    findings,
  );
  for (const [agent, row] of teams) {
    const missing = ['manager', 'regional_office'].find((column) => row.text(column) === '');
    if (!missing) continue;
    report(findings, row, `has no ${missing}`);
    teams.delete(agent);
  }
  const accounts = byKey(
    read(
      'accounts.csv',
      'account sector year_established revenue employees office_location subsidiary_of',
    ),
    'account',
    findings,
  );
  const deals = byKey(
    read('sales_pipeline.csv', 'opportunity_id sales_agent account deal_stage close_value'),
    'opportunity_id',
    findings,
  );
  const shares = sharesOf(deals, accounts, teams, findings);
  const managers = new Set([...teams.values()].map((row) => row.text('manager')));
  const people = [
    ...[...managers].map((name) => personOf(name, true)),
    ...[...teams.keys()].map((name) => personOf(name, false)),
  ];
  const passwords = await preparePasswords(place, people);
  return await inOneTransaction(place, 'crm-pipeline', result, async (ctx) => {
    const users = await placePeople(ctx.tx, teams, passwords, result);
    const added: CustomerRecord[] = [];
    for (const [account, row] of accounts) {
      const owner = shares.largest(account);
      const ownerId = owner === null ? undefined : users.get(owner);
      if (!ownerId) report(findings, row, `nobody dealt with ${account}`);
      else {
        const customer = await importCustomer(ctx, result, customerOf(account, row, ownerId));
        if (customer) added.push(customer);
      }
    }
    await joinGroups(ctx, accounts, added, findings);
  });
}

function sharesOf(
  deals: ReadonlyMap<string, Row>,
  accounts: ReadonlyMap<string, Row>,
  teams: ReadonlyMap<string, Row>,
  findings: Finding[],
): Shares {
  const shares = new Shares();
  for (const row of deals.values()) {
    const [account, agent] = [row.text('account'), row.text('sales_agent')];
    const won = row.text('deal_stage') === 'Won';
    const value = won ? row.number('close_value') : 0;
    if (account === '') report(findings, row, 'opportunity without account');
    else if (!accounts.has(account)) report(findings, row, `unknown account ${account}`);
    else if (!teams.has(agent)) report(findings, row, `unknown agent ${agent}`);
    else if (value === null) {
      report(findings, row, `close_value is no number: ${row.text('close_value')}`);
    } else shares.add(account, agent, value);
  }
  return shares;
}

/** User ids by name. Offices and teams are made for newcomers alone: the company may have moved them. */
async function placePeople(
  tx: Tx,
  teams: ReadonlyMap<string, Row>,
  passwords: Passwords,
  result: ImportReport,
): Promise<Map<string, number>> {
  const root = await rootDeptId(tx);
  const users = new Map<string, number>();
  const teamOf = new Map<string, number>();
  for (const row of teams.values()) {
    const manager = row.text('manager');
    if (teamOf.has(manager)) continue;
    const person = personOf(manager, true);
    const known = await userIdByExternalNo(tx, person.externalNo);
    if (known) {
      users.set(manager, known);
      teamOf.set(manager, (await userById(tx, known))!.dept_id);
      continue;
    }
    const name = row.text('regional_office');
    const office =
      (await deptIdByName(tx, root, name)) ??
      (await insertDept(tx, { name, type: 'office', parentId: root }));
    const team = await insertDept(tx, { name: manager, type: 'team', parentId: office });
    const head = await importPerson(tx, person, team, passwords, result.logins);
    await setDeptHead(tx, team, head);
    users.set(manager, head);
    teamOf.set(manager, team);
  }
  for (const [agent, row] of teams) {
    const person = personOf(agent, false);
    const known = await userIdByExternalNo(tx, person.externalNo);
    const team = teamOf.get(row.text('manager'))!;
    users.set(agent, known ?? (await importPerson(tx, person, team, passwords, result.logins)));
  }
  return users;
}

function customerOf(account: string, row: Row, ownerId: number) {
  const about = ['revenue', 'employees', 'year_established'].flatMap((column) =>
    row.text(column) === '' ? [] : [`${column.replace('_', ' ')}: ${row.text(column)}`],
  );
  return {
    externalNo: accountNo(account),
    name: account,
    industry: row.text('sector'),
    region: row.text('office_location'),
    note: about.join('\n'),
    ownerId,
  };
}

/** Subsidiaries that came now get their parent. */
async function joinGroups(
  ctx: WriteContext,
  accounts: ReadonlyMap<string, Row>,
  added: readonly CustomerRecord[],
  findings: Finding[],
): Promise<void> {
  for (const [account, row] of accounts) {
    const parent = row.text('subsidiary_of');
    if (parent === '') continue;
    const reason = !accounts.has(parent)
      ? `is a subsidiary of unknown account ${parent}`
      : isAbove(accounts, account)
        ? `stands above itself`
        : null;
    const child = added.find((one) => one.external_no === accountNo(account));
    if (reason) report(findings, row, reason);
    if (reason || !child) continue;
    const parentId = await customerIdByExternalNo(ctx.tx, accountNo(parent));
    if (parentId) await updateCustomer(ctx.tx, child.id, child.version, { parent_id: parentId });
  }
}

/** Whether an account is met again on the way up from it. */
function isAbove(accounts: ReadonlyMap<string, Row>, account: string): boolean {
  const met = new Set<string>();
  let at = accounts.get(account)?.text('subsidiary_of') ?? '';
  while (at !== '' && at !== account && !met.has(at)) {
    met.add(at);
    at = accounts.get(at)?.text('subsidiary_of') ?? '';
  }
  return at === account;
}
