import {
  customerIdByExternalNo,
  updateCustomer,
  type CustomerRecord,
} from '@xinhang/db/repositories/customers.ts';
import { nearestWord } from '@xinhang/shared/nearest-word.ts';
import type { WriteContext } from '../http/context.ts';
import { faults, numberFault } from './cells.ts';
import { circleAbove } from './circle.ts';
import { accountNo } from './account-no.ts';
import { importOpportunities } from './crm-opportunities.ts';
import { opportunitiesOf, sharesOf } from './crm-deals.ts';
import { checkTeams, crmPeople, placePeople } from './crm-teams.ts';
import { report, tablesIn, type Finding, type Row } from './csv-table.ts';
import {
  importCustomer,
  inOneTransaction,
  newReport,
  type DataSetPlace,
  type ImportReport,
} from './dataset.ts';
import { preparePasswords } from './people.ts';

/** Sectors that the set knows; it writes one of them wrong throughout. */
const sectors =
  'employment entertainment finance marketing medical retail services software technology telecommunications'.split(
    ' ',
  );

/**
 * Agents under their managers under their regional offices, and accounts as customers. An account
 * belongs to the agent with the largest won value on it, and others who dealt with it get no
 * access; one that nobody dealt with lies in the pool. Opportunities become deals of
 * their agents.
 */
export async function importCrmPipeline(
  place: DataSetPlace,
  directory: string,
): Promise<ImportReport> {
  const result = newReport();
  const { findings } = result;
  const { byFirst } = tablesIn(directory, findings);
  const teams = byFirst('sales_teams.csv', 'sales_agent manager regional_office');
  checkTeams(teams, findings);
  const accounts = byFirst(
    'accounts.csv',
    'account sector year_established revenue employees office_location subsidiary_of',
  );
  const deals = byFirst(
    'sales_pipeline.csv',
    'opportunity_id sales_agent product account deal_stage engage_date close_date close_value',
  );
  const products = byFirst('products.csv', 'product');
  const opportunities = opportunitiesOf({ deals, accounts, teams, products }, findings);
  const shares = sharesOf(opportunities);
  reportAccounts(accounts, findings, new Date(place.now()).getUTCFullYear());
  const passwords = await preparePasswords(place, crmPeople(teams));
  return await inOneTransaction(place, 'crm-pipeline', result, async (ctx) => {
    const users = await placePeople(ctx.tx, teams, passwords, result);
    const added: CustomerRecord[] = [];
    for (const [account, row] of accounts) {
      const owner = shares.largest(account);
      const ownerId = owner === null ? null : users.get(owner)!;
      if (ownerId === null)
        report(findings, row, `nobody dealt with ${account}; it is in the pool`);
      const customer = await importCustomer(ctx, result, customerOf(account, row, ownerId));
      if (customer) added.push(customer);
    }
    await joinGroups(ctx, accounts, added, findings);
    await importOpportunities(ctx, result, { opportunities, products, users });
  });
}

/** What is odd about an account is reported; it comes in with what the file says. */
function reportAccounts(
  accounts: ReadonlyMap<string, Row>,
  findings: Finding[],
  thisYear: number,
): void {
  for (const row of accounts.values()) {
    const sector = row.text('sector');
    const meant = nearestWord(sector, sectors);
    const odd = faults(
      meant && `unknown sector ${sector} (${meant}?)`,
      numberFault(row, 'revenue', { min: 0, optional: true }),
      numberFault(row, 'employees', { min: 0, whole: true, optional: true }),
      numberFault(row, 'year_established', {
        min: 1000,
        max: thisYear,
        whole: true,
        optional: true,
      }),
    );
    if (odd.length > 0) report(findings, row, `${odd.join('; ')}; taken as it stands`);
  }
}

function customerOf(account: string, row: Row, ownerId: number | null) {
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
    const circle = circleOf(accounts, account);
    const reason = !accounts.has(parent)
      ? `is a subsidiary of unknown account ${parent}`
      : circle && `stands above itself: ${circle.join(' → ')}`;
    const child = added.find((one) => one.external_no === accountNo(account));
    if (reason) report(findings, row, `${reason}; taken without it`);
    if (reason || !child) continue;
    const parentId = await customerIdByExternalNo(ctx.tx, accountNo(parent));
    if (parentId) await updateCustomer(ctx.tx, child.id, child.version, { parent_id: parentId });
  }
}

/** The circle of companies that an account belongs to by its own group. */
function circleOf(accounts: ReadonlyMap<string, Row>, account: string): string[] | null {
  const circle = circleAbove(account, (name) => accounts.get(name)?.text('subsidiary_of'));
  return circle?.includes(account) ? circle : null;
}
