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

/**
 * What each agent won with each account. A row is left out where it does not say with whom, by
 * whom, how far or how much; what is odd in it beside that is reported, and it counts.
 */
export function sharesOf(tables: CrmTables, findings: Finding[]): Shares {
  const shares = new Shares();
  const spelt = new Map([...tables.products.keys()].map((name) => [plain(name), name]));
  for (const row of tables.deals.values()) {
    const wrong = wrongIn(row, tables);
    const odd = oddIn(row, spelt);
    if (wrong.length > 0) report(findings, row, [...wrong, ...odd].join('; '));
    else {
      if (odd.length > 0) report(findings, row, `${odd.join('; ')}; counted all the same`);
      const won = row.text('deal_stage') === 'Won';
      const value = won ? row.number('close_value')! : 0;
      shares.add(row.text('account'), row.text('sales_agent'), value);
    }
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
    account === ''
      ? 'opportunity without account'
      : accounts.has(account)
        ? null
        : `unknown account ${account}`,
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
