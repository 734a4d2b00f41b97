import { importCrmPipeline } from '../imports/crm-pipeline.ts';
import type { ImportReport } from '../imports/dataset.ts';
import { importNorthwind } from '../imports/northwind.ts';
import { initialise } from '../ops/found.ts';
import { fromCaller } from '../ops/paths.ts';
import { dataCommand, UsageError } from './command.ts';

const importers = { northwind: importNorthwind, 'crm-pipeline': importCrmPipeline };
type Kind = keyof typeof importers;
const isKind = (kind: string): kind is Kind => Object.hasOwn(importers, kind);

interface Result extends ImportReport {
  /** First login of a company that was founded for this. */
  first: { login: string; password: string } | null;
}

/** Prints what came in, every first password once, and each row that could not be taken. */
export const importData = dataCommand({
  usage: 'import northwind|crm-pipeline DIR',
  summary: "a trading company's or a hardware seller's customers and staff",
  mode: 'writes',
  creates: true,
  parse({ words }) {
    const [kind = '', directory] = words;
    if (!isKind(kind)) throw new UsageError(`There is no import "${kind}".`);
    if (!directory) throw new UsageError(`Say from which directory to import ${kind}.`);
    return { kind, directory: fromCaller(directory) };
  },
  async run({ db, now, random }, { kind, directory }): Promise<Result> {
    const first = await initialise(db, random);
    return { first, ...(await importers[kind](db, directory, now(), random)) };
  },
  show({ first, logins, findings, users, customers, contacts }) {
    return [
      ...(first ? [`First login: ${first.login}   one-time password: ${first.password}`] : []),
      ...logins.map(({ login, name, password }) => `${login}\t${password}\t${name}`),
      ...findings.map(({ file, line, reason }) => `${file}:${line}: ${reason}`),
      `${users} users, ${customers} customers, ${contacts} contacts; ${findings.length} rows reported`,
    ].join('\n');
  },
});
