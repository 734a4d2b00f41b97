import { randomBytes } from 'node:crypto';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { importCrmPipeline } from '../imports/crm-pipeline.ts';
import { importNorthwind } from '../imports/northwind.ts';
import { initialise } from '../ops/found.ts';
import { fromCaller, openDataDirectory } from '../ops/paths.ts';
import { say, UsageError, type Command } from './command.ts';

const importers = { northwind: importNorthwind, 'crm-pipeline': importCrmPipeline };

/** Prints what came in, every first password once, and each row that could not be taken. */
export const importData: Command = {
  usage: 'import northwind|crm-pipeline DIR',
  summary: "a trading company's or a hardware seller's customers and staff",
  async run({ words, data }) {
    const [kind = '', directory] = words;
    if (!Object.hasOwn(importers, kind)) throw new UsageError(`There is no import "${kind}".`);
    if (!directory) throw new UsageError(`Say from which directory to import ${kind}.`);
    const run = importers[kind as keyof typeof importers];
    const db = await openSqlite(openDataDirectory(fromCaller(data)).database, Date.now());
    try {
      const first = await initialise(db, randomBytes);
      if (first) say(`First login: ${first.login}   one-time password: ${first.password}`);
      const report = await run(db, fromCaller(directory), Date.now(), randomBytes);
      for (const { login, name, password } of report.logins) say(`${login}\t${password}\t${name}`);
      for (const { file, line, reason } of report.findings) say(`${file}:${line}: ${reason}`);
      const { users, customers, contacts, findings } = report;
      say(
        `${users} users, ${customers} customers, ${contacts} contacts; ${findings.length} rows reported`,
      );
    } finally {
      await db.close();
    }
  },
};
