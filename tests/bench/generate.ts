import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { achievementLedger } from '@xinhang/db/migrations/0051-achievement-ledger.ts';
import { setDeptHead, insertDept } from '@xinhang/db/repositories/company.ts';
import { SEARCH_LAYOUT } from '@xinhang/db/search-index.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { hashPassword } from '@xinhang/server/modules/org/passwords.ts';
import { addPerson, foundWithRoles } from '@xinhang/server/ops/found.ts';
import { openDataDirectory } from '@xinhang/server/ops/paths.ts';
import { fillCustomers } from './fill.ts';
import { fillTargets } from './fill-targets.ts';
import { loadNames, personName } from './names.ts';
import { Dice } from './random.ts';

const ROOT = join(import.meta.dirname, '../..');
const CACHE = join(ROOT, '.bench');
const TEAMS = 6;
const TEAM_SIZE = 10;
export const PASSWORD = 'bench bench bench';
/** Day on which the made company stands still, UTC ms. */
const TODAY = Date.UTC(2026, 10, 24, 4);

export interface Size {
  readonly customers: number;
  readonly contacts: number;
  readonly followUps: number;
  readonly deals: number;
  readonly products: number;
  /** Of three years; a few are open. With 100,000 of them the ledgers have 2,500,000 rows. */
  readonly orders: number;
  /** Orders of five lines that a run confirms. */
  readonly drafts: number;
}
export const FULL: Size = {
  customers: 200_000,
  contacts: 600_000,
  followUps: 1_000_000,
  deals: 300_000,
  products: 50_000,
  orders: 100_000,
  drafts: 12_000,
};
export const SMALL: Size = {
  customers: 20_000,
  contacts: 60_000,
  followUps: 100_000,
  deals: 30_000,
  products: 5_000,
  orders: 10_000,
  drafts: 12_000,
};

/** For the tests, which ask for everything that is measured once. */
export const TINY: Size = {
  customers: 1_000,
  contacts: 2_000,
  followUps: 600,
  deals: 200,
  products: 120,
  orders: 2_000,
  drafts: 20,
};

/** The logins that are measured: one salesperson, the head of a team, and the owner of all. */
export const logins = { self: 'user-2', team: 'user-1', all: 'boss' } as const;

/**
 * What the data are made from: when any of it changes, they are made anew. A newer schema is
 * reached by the migrations of a run's copy, as in a real company.
 */
function fingerprint(size: Size, names: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([size, SEARCH_LAYOUT]))
    .update(names);
  const here = [
    'generate',
    'fill',
    'fill-customers',
    'fill-deals',
    'fill-targets',
    'fill-care',
    'fill-goods',
    'fill-orders',
    'fill-deliveries',
    'fill-results',
    'trade-papers',
    'bulk',
    'names',
    'random',
  ];
  const sources = [
    ...here.map((name) => join(import.meta.dirname, `${name}.ts`)),
    ...['search-tokens.ts', 'pinyin-keys.ts', 'text-keys.ts', 'ready-roles.ts'].map((name) =>
      join(ROOT, 'packages/shared/src', name),
    ),
  ];
  for (const file of sources) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/** A data directory with a company of this size, kept between runs; older ones are removed. */
export async function companyOf(size: Size): Promise<string> {
  const names = loadNames();
  const prefix = `data-${size.customers}-`;
  const directory = join(CACHE, prefix + fingerprint(size, names.source));
  if (existsSync(directory)) return directory;
  mkdirSync(CACHE, { recursive: true });
  for (const old of readdirSync(CACHE)) {
    if (old.startsWith(prefix)) rmSync(join(CACHE, old), { recursive: true });
  }
  console.log(`Making ${size.customers} customers from ${names.source} ...`);
  const started = Date.now();
  const unfinished = `${directory}.part`;
  await makeCompany(openDataDirectory(unfinished).database, size, names.shorts);
  renameSync(unfinished, directory);
  writeFileSync(join(CACHE, 'README'), 'Made by npm run bench; may be removed at any time.\n');
  console.log(`Made in ${Math.round((Date.now() - started) / 1000)} s.`);
  return directory;
}

/** Founds the company and fills it. */
export async function makeCompany(
  file: string,
  size: Size,
  shorts: readonly string[],
): Promise<void> {
  const owners = await found(file);
  fillCustomers(file, { size, owners, teamSize: TEAM_SIZE, shorts, today: TODAY });
  await postResults(file);
}

/**
 * What the deals brought, by the migration that posts what was won before there was a ledger, and
 * what they should have brought.
 */
async function postResults(file: string): Promise<void> {
  const db = await openSqlite(file, TODAY);
  await db.transaction((tx) => achievementLedger.fill!(tx, 'sqlite'));
  await db.transaction(async (tx) => {
    const { id: boss } = await tx
      .selectFrom('user')
      .select('id')
      .where('login', '=', logins.all)
      .executeTakeFirstOrThrow();
    await fillTargets(tx, { year: new Date(TODAY).getUTCFullYear(), now: TODAY, boss });
  });
  await db.close();
}

/** Schema, company, roles and people. Answers the ids of those who own customers. */
async function found(file: string): Promise<number[]> {
  const db = await openSqlite(file, TODAY);
  const passwordHash = await hashPassword(PASSWORD, randomBytes);
  const dice = new Dice(1);
  const owners: number[] = [];
  await db.transaction(async (tx) => {
    const { rootDeptId } = await foundWithRoles(tx, '测速公司');
    const add = (login: string, deptId: number, role: string) =>
      addPerson(tx, { login, name: personName(dice), deptId, roleKeys: [role], passwordHash });
    await add(logins.all, rootDeptId, 'owner');
    for (let team = 0; team < TEAMS; team++) {
      const deptId = await insertDept(tx, {
        name: `销售${team + 1}组`,
        type: 'team',
        parentId: rootDeptId,
      });
      for (let seat = 0; seat < TEAM_SIZE; seat++) {
        const login = `user-${owners.length + 1}`;
        owners.push(await add(login, deptId, seat === 0 ? 'sales-manager' : 'salesperson'));
        if (seat === 0) await setDeptHead(tx, deptId, owners.at(-1)!);
      }
    }
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
  });
  await db.close();
  return owners;
}
