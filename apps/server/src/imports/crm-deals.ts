import { dateFault, faults, numberFault, orderFault } from './cells.ts';
import { report, type Finding, type Row } from './csv-table.ts';
import { Shares } from './dataset.ts';

/** What each stage of an opportunity must have. */
const stages: Readonly<Record<string, { engaged: boolean; closed: boolean }>> = {
  Prospecting: { engaged: false, closed: false },
  Engaging: { engaged: true, closed: false },
  Won: { engaged: true, closed: true },
  Lost: { engaged: true, closed: true },
};

export interface CrmTables {
  deals: ReadonlyMap<string, Row>;
  accounts: ReadonlyMap<string, Row>;
  teams: ReadonlyMap<string, Row>;
  products: ReadonlyMap<string, Row>;
}

/** An opportunity that can be taken. */
export interface Opportunity {
  no: string;
  row: Row;
  agent: string;
  /** Null: the file names none. */
  account: string | null;
  stage: 'Prospecting' | 'Engaging' | 'Won' | 'Lost';
  /** As the price list writes it. */
  product: string;
}

/**
 * The opportunities that can be taken. A row is left out where it does not say by whom, how far or
 * how much, or was won with nobody; what is odd in it beside that is reported, and it is taken.
 */
export function opportunitiesOf(tables: CrmTables, findings: Finding[]): Opportunity[] {
  const spelt = new Map([...tables.products.keys()].map((name) => [plain(name), name]));
  return [...tables.deals].flatMap(([no, row]): Opportunity[] => {
    const wrong = wrongIn(row, tables);
    const odd = oddIn(row, spelt);
    const account = row.text('account') === '' ? null : row.text('account');
    const open = row.text('deal_stage') !== 'Won';
    if (account === null && open) odd.unshift('opportunity without account');
    else if (account === null) wrong.unshift('opportunity won without account');
    if (wrong.length > 0) {
      report(findings, row, [...wrong, ...odd].join('; '));
      return [];
    }
    if (odd.length > 0) report(findings, row, `${odd.join('; ')}; taken all the same`);
    const product = row.text('product');
    return [
      {
        no,
        row,
        agent: row.text('sales_agent'),
        account,
        stage: row.text('deal_stage') as Opportunity['stage'],
        product: spelt.get(plain(product)) ?? product,
      },
    ];
  });
}

/** What each agent won with each account. */
export function sharesOf(opportunities: readonly Opportunity[]): Shares {
  const shares = new Shares();
  for (const { account, agent, stage, row } of opportunities) {
    const value = stage === 'Won' ? row.number('close_value')! : 0;
    if (account !== null) shares.add(account, agent, value);
  }
  return shares;
}

function wrongIn(row: Row, { accounts, teams }: CrmTables): string[] {
  const [account, agent, stage] = [
    row.text('account'),
    row.text('sales_agent'),
    row.text('deal_stage'),
  ];
  const known = stages[stage];
  return faults(
    account === '' || accounts.has(account) ? null : `unknown account ${account}`,
    teams.has(agent) ? null : `unknown agent ${agent}`,
    stage === '' ? 'has no deal_stage' : known ? null : `unknown deal_stage ${stage}`,
    numberFault(row, 'close_value', { min: 0, optional: !known?.closed }),
  );
}

function oddIn(row: Row, spelt: ReadonlyMap<string, string>): string[] {
  const stage = stages[row.text('deal_stage')];
  return faults(
    productFault(row.text('product'), spelt),
    dateFault(row, 'engage_date', { optional: !stage?.engaged }),
    dateFault(row, 'close_date', { optional: !stage?.closed }),
    orderFault(row, 'engage_date', 'close_date'),
  );
}

const plain = (name: string) => name.toLowerCase().replaceAll(/\s/g, '');

function productFault(product: string, spelt: ReadonlyMap<string, string>): string | null {
  if (product === '') return 'has no product';
  const meant = spelt.get(plain(product));
  if (meant === product) return null;
  return `unknown product ${product}${meant === undefined ? '' : ` (${meant}?)`}`;
}
