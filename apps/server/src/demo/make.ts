import { writeFile } from 'node:fs/promises';
import {
  company,
  insertDept,
  raiseOrgRevision,
  rootDeptId,
  setDeptHead,
} from '@xinhang/db/repositories/company.ts';
import type { Database } from '@xinhang/db/database.ts';
import { putDeptHome } from '@xinhang/db/repositories/dept-homes.ts';
import { markNotifications } from '@xinhang/db/repositories/notifications.ts';
import { setPrincipals, updatePerson } from '@xinhang/db/repositories/people.ts';
import { setPassword, userById } from '@xinhang/db/repositories/users.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { runCommand } from '../http/command.ts';
import { EventHub } from '../http/events.ts';
import { addCustomField, addTag } from '../modules/customers/words.ts';
import { hashPassword, makePassword } from '../modules/org/passwords.ts';
import { addPerson, foundWithRoles } from '../ops/found.ts';
import { hashFile, keepFile, type StoredFile } from '../ops/file-store.ts';
import { temporaryFile, type Paths } from '../ops/paths.ts';
import { VERSION } from '../version.ts';
import type { Deps } from '../deps.ts';
import { makeAlerts } from './alerts.ts';
import { askApprovals } from './approvals.ts';
import { makeAssembly } from './assembly.ts';
import { makeAppraisals } from './appraisals.ts';
import { setPoolRules } from './pools.ts';
import { makePresets } from './presets.ts';
import { Dice } from './dice.ts';
import { makeCampaigns } from './campaigns.ts';
import { branchCashier, makeBranchCashier } from './branch-cashier.ts';
import { makeCare } from './care.ts';
import { makeDeals } from './deals.ts';
import { makeDoubles } from './doubles.ts';
import { demoFiles, fairList } from './files.ts';
import { demoOwned, handOverDemo } from './handover.ts';
import { importFile } from './import-file.ts';
import { makeGoingLive } from './going-live.ts';
import { makeKnowledge } from './knowledge.ts';
import { makeCash } from './cash.ts';
import { makeCollections } from './collections.ts';
import { makeTemporaryLimits } from './temporary-limits.ts';
import { makeRefunds } from './refunds.ts';
import { makeBills } from './bills.ts';
import { makeNetting } from './netting.ts';
import { makeDemoStatements } from './statements.ts';
import { makeExpenses } from './expenses.ts';
import { makePayables } from './payables.ts';
import { makePlan } from './make-plan.ts';
import { makePlans } from './plans.ts';
import { actorFor, demoContext, play, type Cast } from './play.ts';
import { makeLogs } from './work-logs.ts';
import { makeFapiao } from './fapiao.ts';
import { makeSupplierInvoices } from './supplier-invoices.ts';
import { makeFinance } from './finance.ts';
import { makeMarketPrices } from './market-prices.ts';
import { makePriceAdjustments } from './price-adjustments.ts';
import { makePrices } from './prices.ts';
import { narrowKeeper } from './keepers.ts';
import { makeProducts } from './products.ts';
import { makeReviews } from './reviews.ts';
import { makeClosings } from './closings.ts';
import { makeExams } from './exams.ts';
import { makePastSales } from './past-sales.ts';
import { makeProvisional } from './provisional.ts';
import { makePrints } from './prints.ts';
import { makeDeliveries } from './deliveries.ts';
import { makeContracts } from './contracts.ts';
import { makeQuotations } from './quotations.ts';
import { makeLoans } from './loans.ts';
import { makeDirectSales } from './direct-sales.ts';
import { makeOrderChanges } from './order-changes.ts';
import { makeSalesOrders } from './sales-orders.ts';
import { makeStock } from './stock.ts';
import { makeInquiries } from './inquiries.ts';
import { makeDropShip } from './drop-ship.ts';
import { makePurchaseRequests, makePurchases } from './purchases.ts';
import { makeSuppliers } from './suppliers.ts';
import { makeTraining } from './training.ts';
import { watchStaff } from './staff-watch.ts';
import { saysNothing } from '@xinhang/shared/dept-homes.ts';
import { storedHome } from '../modules/org/service.ts';
import { COMPANY_NAME, demoDepts, demoPeople, leaver } from './staff.ts';
import { makeTargets } from './targets.ts';
import { giveTasks } from './tasks.ts';
import { demoFields, tagNames } from './words.ts';

export interface DemoLogin {
  /** Key of the ready role; the name of one of the company's own. */
  role: string;
  name: string;
  login: string;
  password: string;
}

export interface DemoOptions {
  /** The same seed and moment make the same company; passwords differ each time. */
  seed: number;
  /** Beside those of the import; 480 unless said. */
  customers?: number;
  /** UTC ms. */
  now: number;
  /** Of passwords alone. */
  random: (bytes: number) => Buffer;
  progress?: (done: number, total: number) => void;
}

const DAY_MS = 86_400_000;
/** What people were told since then they have not read yet. */
const FRESH_MS = 3 * DAY_MS;
const COMPANY_DAYS = 600;

/** Fills an empty database with the demo company; answers one login for each ready role. */
export async function makeDemo(
  db: Database,
  paths: Paths,
  { seed, now, random, progress, customers }: DemoOptions,
): Promise<DemoLogin[]> {
  const dice = new Dice(seed + 1);
  const clock = { now: now - COMPANY_DAYS * DAY_MS };
  const deps: Deps = {
    db,
    paths,
    now: () => clock.now,
    random: (bytes) => dice.bytes(bytes),
    version: VERSION,
    screens: null,
    log: false,
  };
  const plan = makePlan(seed, now, customers);
  const hub = new EventHub();
  try {
    const logins = newLogins(random);
    // Hashing takes as long as all the rest, on another core.
    const hashes = hashesOf(logins, random);
    const users = await hire(db, await hashPassword(makePassword(random), random), plan.today);
    const cast = await castOf(deps, hub, users, now);
    const total = plan.steps.length;
    const fresh = plan.steps.findIndex(({ at }) => at > now - FRESH_MS);
    const old = fresh < 0 ? total : fresh;
    const left = plan.steps.findIndex(({ at }) => at > plan.handedOverAt);
    await play(deps, hub, cast, plan.steps.slice(0, left), (done) => progress?.(done, total));
    await handOverDemo(deps, hub, cast, plan.handedOverAt);
    await play(deps, hub, cast, plan.steps.slice(left, old), (done) =>
      progress?.(left + done, total),
    );
    await readNews(db, cast, now - FRESH_MS);
    await play(deps, hub, cast, plan.steps.slice(old), (done) => progress?.(old + done, total));
    clock.now = now;
    const products = await makeProducts(deps, hub, cast, now);
    await narrowKeeper(deps, hub, cast);
    await makePrices(deps, hub, cast, products, { seed, now });
    await makeSuppliers(deps, hub, cast, products, now);
    await makeStock(deps, hub, cast, now);
    await makeAssembly(deps, hub, cast, now);
    await makeFinance(deps, hub, cast, { seed, now });
    await makePayables(deps, hub, cast, { seed, now });
    await makeCash(deps, hub, cast, now);
    await makeBranchCashier(deps, hub, cast, now);
    await makeExpenses(deps, hub, cast, now);
    await makePrints(deps, hub, cast, now);
    await makeDeals(deps, hub, cast, { seed, now, products });
    await makeQuotations(deps, hub, cast, products, { seed, now });
    await makeSalesOrders(deps, hub, cast, products, { seed, now });
    await makeContracts(deps, hub, cast, products, { seed, now });
    await makeDeliveries(deps, hub, cast, { seed, now });
    await makeOrderChanges(deps, hub, cast, { seed, now });
    await makeFapiao(deps, hub, cast, { seed, now });
    await makeDirectSales(deps, hub, cast, products, { seed, now });
    await makeLoans(deps, hub, cast, products, { seed, now });
    await makePurchases(deps, hub, cast, products, { seed, now });
    await makeDropShip(deps, hub, cast, products, { seed, now });
    await makePurchaseRequests(deps, hub, cast, products, { seed, now });
    await makeInquiries(deps, hub, cast, products, { seed, now });
    await makeSupplierInvoices(deps, hub, cast, { seed, now });
    await makeProvisional(deps, hub, cast, now);
    await makeMarketPrices(deps, hub, cast, products, { seed, now });
    await makePriceAdjustments(deps, hub, cast, products, { now });
    await makeTargets(deps, hub, cast, { seed, now, today: plan.today, products });
    await makeReviews(deps, hub, cast, { seed, now });
    await makeDoubles(deps, hub, cast, { seed, now });
    await setPoolRules(deps, hub, cast);
    await giveTasks(deps, hub, cast, now);
    await makePlans(deps, hub, cast, { seed, now });
    await makeCare(deps, hub, cast, { seed, now });
    await makeLogs(deps, hub, cast, { seed, now });
    await makePresets(deps, hub, cast, now);
    await makeAlerts(deps, hub, cast, now);
    await makeCampaigns(deps, hub, cast, now);
    const articles = await makeKnowledge(deps, hub, cast, { seed, now });
    await makeTraining(deps, hub, cast, articles, { seed, now });
    await makeExams(deps, hub, cast, { seed, now });
    await askApprovals(deps, hub, cast, {
      today: plan.today,
      zone: (await company(db.read))!.time_zone,
      dept: async (tx) => (await userById(tx, users.get('songlihua')!))!.dept_id,
    });
    await makeAppraisals(deps, hub, cast, { seed, now });
    await makeCollections(deps, hub, cast, now);
    await makeTemporaryLimits(deps, hub, cast, now);
    await makeRefunds(deps, hub, cast, now);
    await makeNetting(deps, hub, cast, now);
    await makeBills(deps, hub, cast, now);
    await makeDemoStatements(deps, hub, cast, now);
    await makeGoingLive(deps, hub, cast, now);
    await makePastSales(deps, hub, cast, products, { seed, now });
    await makeClosings(deps, hub, cast, now);
    await watchStaff(deps, hub, cast, now);
    const director = await actorFor(db.read, cast, 'gaowenbo');
    await importFile(deps, hub, director, { kind: 'customers', ...fairList });
    await givePasswords(db, users, await hashes);
    return logins;
  } finally {
    hub.stop();
  }
}

/** The first person of each ready role, and whoever has one of the company's own. */
function newLogins(random: DemoOptions['random']): DemoLogin[] {
  const logins = new Map<string, DemoLogin>();
  for (const { login, name, roles } of demoPeople) {
    const role = login === branchCashier.login ? branchCashier.role : (roles[0] ?? '');
    if (logins.has(role)) continue;
    logins.set(role, { role, name, login, password: makePassword(random) });
  }
  return [...logins.values()];
}

/** By login. */
async function hashesOf(
  logins: readonly DemoLogin[],
  random: DemoOptions['random'],
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const { login, password } of logins) hashes.set(login, await hashPassword(password, random));
  return hashes;
}

async function givePasswords(
  db: Database,
  users: ReadonlyMap<string, number>,
  hashes: ReadonlyMap<string, string>,
): Promise<void> {
  await db.transaction(async (tx) => {
    for (const [login, hash] of hashes) await setPassword(tx, users.get(login)!, hash, null);
  });
}

/** Everybody, at first with a password that nobody knows. */
async function hire(
  db: Database,
  passwordHash: string,
  today: string,
): Promise<Map<string, number>> {
  const users = new Map<string, number>();
  await db.transaction(async (tx) => {
    await foundWithRoles(tx, COMPANY_NAME);
    const depts = new Map([['', await rootDeptId(tx)]]);
    for (const { key, parent, head: _head, home, ...dept } of demoDepts) {
      const id = await insertDept(tx, { ...dept, parentId: depts.get(parent)! });
      depts.set(key, id);
      if (home) await putDeptHome(tx, id, 0, storedHome({ ...saysNothing, ...home }));
    }
    for (const person of demoPeople) {
      const id = await addPerson(tx, {
        login: person.login,
        name: person.name,
        deptId: depts.get(person.dept)!,
        roleKeys: person.roles,
        post: person.post,
        hiredOn: person.newcomer ? addDays(today, -person.newcomer.hiredAgo) : person.hiredOn,
        passwordHash,
        mustChangePassword: false,
      });
      users.set(person.login, id);
    }
    for (const { key, head } of demoDepts) {
      await setDeptHead(tx, depts.get(key)!, users.get(head)!);
    }
    for (const { login, assists = [], state, newcomer } of demoPeople) {
      const id = users.get(login)!;
      await setPrincipals(
        tx,
        id,
        assists.map((principal) => users.get(principal)!),
      );
      if (newcomer) {
        const ends = addDays(today, newcomer.probationDays - newcomer.hiredAgo);
        await updatePerson(tx, { id, version: 1 }, { probation_ends_on: ends });
      }
      if (state === 'left') {
        const left = { state, left_on: addDays(today, -leaver.leftAgo) };
        await updatePerson(tx, { id, version: 1 }, left);
      }
    }
    await raiseOrgRevision(tx);
  });
  return users;
}

/** Words, fields and files that the plan speaks of. */
async function castOf(
  deps: Deps,
  hub: EventHub,
  users: ReadonlyMap<string, number>,
  now: number,
): Promise<Cast> {
  const tags = new Map<string, number>();
  const fields = new Map<string, string>();
  const files: StoredFile[] = [];
  for (const [at, { text }] of demoFiles.entries()) {
    const part = temporaryFile(deps.paths, `demo-${at}`);
    await writeFile(part, text);
    const file = await hashFile(part);
    await keepFile(deps.paths, part, file, now);
    files.push(file);
  }
  const [customers, actors, owned] = [new Map(), new Map(), demoOwned()];
  const cast: Cast = { users, tags, fields, files, customers, actors, owned };
  await runCommand(deps.db, hub, async (tx, as) => {
    const administrator = await actorFor(tx, cast, 'baixiaoyu');
    const ctx = as(demoContext(deps, administrator, deps.now()));
    for (const name of tagNames) tags.set(name, (await addTag(ctx, { name })).id);
    for (const [at, { label, type, options }] of demoFields.entries()) {
      const sort = (at + 1) * 10;
      const body = { label, type, options: [...options], required: false, sort };
      fields.set(label, (await addCustomField(ctx, body)).key);
    }
  });
  return cast;
}

/** Everybody has read what they were told until then. */
async function readNews(db: Database, cast: Cast, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    for (const userId of cast.users.values()) {
      await markNotifications(tx, { userId, ids: null, now, snoozeUntil: null });
    }
  });
}
