import { importCrmPipeline } from '../imports/crm-pipeline.ts';
import { importCustomerFile, type CustomerImport } from '../imports/customers.ts';
import type { ImportReport } from '../imports/dataset.ts';
import { ASSUMED_COST_PERCENT, importNorthwind } from '../imports/northwind.ts';
import { initialise } from '../ops/found.ts';
import { fromCaller } from '../ops/paths.ts';
import { dataCommand, UsageError } from './command.ts';

const kinds = ['northwind', 'crm-pipeline', 'customers'] as const;
type Kind = (typeof kinds)[number];
const isKind = (word: string): word is Kind => (kinds as readonly string[]).includes(word);

interface Input {
  kind: Kind;
  path: string;
  owner: string | null;
  errors: string | null;
  dryRun: boolean;
  /** Of the list price of a product, what it is taken to have cost. */
  costPercent: number;
}

interface Result {
  /** First login of a company that was founded for this. */
  first: { login: string; password: string } | null;
  dataset?: ImportReport;
  customers?: CustomerImport;
}

/** Prints what came in, every first password once, and what could not be taken and why. */
export const importData = dataCommand({
  usage:
    'import customers FILE [--owner LOGIN] [--errors FILE|DIR] [--dry-run]\nimport northwind DIR [--cost-percent N]\nimport crm-pipeline DIR',
  summary: 'customers from xlsx, xls, csv or a list of names; or a whole data set',
  options: {
    owner: { type: 'string' },
    errors: { type: 'string' },
    'dry-run': { type: 'boolean' },
    'cost-percent': { type: 'string' },
  },
  mode: 'writes',
  creates: true,
  parse({ words, options }): Input {
    const [kind = '', path, ...rest] = words;
    if (!isKind(kind)) throw new UsageError(`There is no import "${kind}".`);
    const from = kind === 'customers' ? 'file' : 'directory';
    if (!path || rest.length > 0) throw new UsageError(`Say from which ${from} to import ${kind}.`);
    const text = (name: string) => (typeof options[name] === 'string' ? options[name] : null);
    const [owner, errors] = [text('owner'), text('errors')];
    if (errors === '') throw new UsageError('--errors needs a file or a directory.');
    const dryRun = options['dry-run'] === true;
    if (kind !== 'customers' && (owner !== null || errors !== null || dryRun)) {
      throw new UsageError('--owner, --errors and --dry-run go with "import customers" alone.');
    }
    return {
      kind,
      path: fromCaller(path),
      owner,
      errors: errors === null ? null : fromCaller(errors),
      dryRun,
      costPercent: costPercentOf(kind, text('cost-percent')),
    };
  },
  async run(place, { kind, path, costPercent, ...choices }): Promise<Result> {
    const first = await initialise(place.db, place.random);
    if (kind === 'customers') {
      return { first, customers: await importCustomerFile(place, { path, ...choices }) };
    }
    const dataset =
      kind === 'northwind'
        ? await importNorthwind(place, path, { costPercent })
        : await importCrmPipeline(place, path);
    return { first, dataset };
  },
  show({ first, dataset, customers }) {
    return [
      ...(first ? [`First login: ${first.login}   one-time password: ${first.password}`] : []),
      ...(dataset ? datasetLines(dataset) : []),
      ...(customers ? customerLines(customers) : []),
    ].join('\n');
  },
  /** Rows that nobody can take are work that was not done, and so is a report that is nowhere. */
  exitCode: ({ customers }) =>
    (customers?.counts['invalid'] ?? 0) > 0 || customers?.errorFileProblem ? 1 : 0,
});

function costPercentOf(kind: Kind, text: string | null): number {
  if (text === null) return ASSUMED_COST_PERCENT;
  if (kind !== 'northwind') {
    throw new UsageError('--cost-percent goes with "import northwind" alone.');
  }
  if (!/^(100|\d{1,2})$/.test(text)) throw new UsageError('--cost-percent is 0 to 100.');
  return Number(text);
}

function datasetLines(report: ImportReport): string[] {
  const { logins, findings, notes, users, customers, contacts } = report;
  const some = (['suppliers', 'products', 'deals', 'orders', 'deliveries'] as const)
    .filter((what) => report[what] > 0)
    .map((what) => `, ${report[what]} ${what}`);
  return [
    ...logins.map(({ login, name, password }) => `${login}\t${password}\t${name}`),
    ...findings.map(({ file, line, reason }) => `${file}:${line}: ${reason}`),
    ...notes,
    `${users} users, ${customers} customers, ${contacts} contacts${some.join('')}; ${findings.length} rows reported`,
  ];
}

/** What each verdict means to whoever reads it. */
const verdicts: Readonly<Record<string, string>> = {
  create: 'new',
  similar: 'new, with a name like one that is there',
  addContact: 'added to customers that were there',
  same: 'imported before',
  duplicate: 'duplicates left out',
  invalid: 'cannot be taken',
  empty: 'empty rows left out',
};

function customerLines(done: CustomerImport): string[] {
  const { id, rows, counts, dryRun, errorFile, errorFileProblem, milliseconds } = done;
  const lines = Object.entries(counts).map(
    ([verdict, count]) => `${String(count).padStart(8)}  ${verdicts[verdict] ?? verdict}`,
  );
  return [
    `${rows} rows in ${(milliseconds / 1000).toFixed(1)} s${dryRun ? '; a dry run, nothing was imported' : ''}`,
    ...lines,
    ...(errorFile ? [`Left out, with reasons: ${errorFile}`] : []),
    ...(errorFileProblem
      ? [
          `The rows that were left out could not be written to a file: ${errorFileProblem}`,
          `They are on the screen: 导入 (Imports), no. ${id}. --errors FILE|DIR names another place.`,
        ]
      : []),
  ];
}
