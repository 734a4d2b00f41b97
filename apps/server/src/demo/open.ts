import type { Database } from '@xinhang/db/database.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { businessDate, daysBetween } from '@xinhang/shared/business-date.ts';
import { readyRoles } from '@xinhang/shared/ready-roles.ts';
import type { Machine } from '../machine.ts';
import type { Paths } from '../ops/paths.ts';
import { clearUnfinished, readDemoMark, writeDemoMark } from './directory.ts';
import { makeDemo, type DemoLogin } from './make.ts';
import { DEMO_ZONE } from './make-plan.ts';

/** One company for everybody, so that a manual and a question can speak of its people. */
const SEED = 2026;
/** From then on the demo says that its dates are old. */
const FRESH_DAYS = 7;
const TOLD_EVERY = 1000;

export interface OpenedDemo {
  db: Database;
  /** Only when the company was made now. */
  logins: DemoLogin[];
  /** What the person should know. */
  lines: string[];
}

/** Opens the company of a directory that is marked as a demo, and makes it the first time. */
export async function openDemo(
  paths: Paths,
  machine: Machine,
  say: (line: string) => void,
): Promise<OpenedDemo> {
  const now = machine.now();
  const { random } = machine;
  const madeAt = readDemoMark(paths.root)?.madeAt ?? null;
  if (madeAt !== null) {
    const db = await openSqlite(paths.database, now);
    return { db, logins: [], lines: reopened(paths.root, madeAt, now) };
  }
  clearUnfinished(paths);
  const db = await openSqlite(paths.database, now);
  try {
    let told = 0;
    const progress = (done: number, total: number) => {
      if (done - told < TOLD_EVERY && done < total) return;
      told = done;
      say(`Making the demo company: ${done} of ${total}`);
    };
    const logins = await makeDemo(db, paths, { seed: SEED, now, random, progress });
    writeDemoMark(paths.root, now);
    return { db, logins, lines: table(logins) };
  } catch (error) {
    await db.close();
    throw error;
  }
}

function reopened(root: string, madeAt: number, now: number): string[] {
  const made = businessDate(madeAt, DEMO_ZONE);
  const lines = [
    `The demo company of ${made}. Passwords were shown when it was made; for a new one:`,
    `  npm run xinhang -- user reset-password LOGIN --data ${root}`,
  ];
  if (daysBetween(made, businessDate(now, DEMO_ZONE)) < FRESH_DAYS) return lines;
  return [...lines, `Its dates stay around ${made}: delete ${root} and start again for new ones.`];
}

/** Columns that a terminal shows: a Chinese character is two wide. */
const width = (text: string) =>
  Array.from(text).reduce((sum, one) => sum + (one > '⺀' ? 2 : 1), 0);

function table(logins: readonly DemoLogin[]): string[] {
  const names = new Map(readyRoles.map(({ key, name }) => [key, `${name['zh-CN']} ${key}`]));
  const rows = [
    ['role', 'name', 'login', 'password'],
    ...logins.map((one) => [names.get(one.role) ?? one.role, one.name, one.login, one.password]),
  ];
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => width(row[at]!))));
  return [
    'One login for each role; these passwords are shown once:',
    ...rows.map((row) =>
      row
        .map((cell, at) => cell + ' '.repeat(Math.max(0, (widths[at] ?? 0) - width(cell))))
        .join('   ')
        .trimEnd(),
    ),
  ];
}
