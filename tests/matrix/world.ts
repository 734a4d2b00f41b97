import type { Database } from '@xinhang/db/database.ts';
import { insertDept, setDeptHead } from '@xinhang/db/repositories/company.ts';
import { insertBranch } from '@xinhang/db/repositories/branches.ts';
import { insertDevice } from '@xinhang/db/repositories/devices.ts';
import { insertGrants } from '@xinhang/db/repositories/roles.ts';
import { insertRole } from '@xinhang/db/repositories/users.ts';
import { addPerson } from '@xinhang/server/ops/found.ts';
import type { FieldPolicy, RoleRights } from '@xinhang/shared/permissions.ts';
import BetterSqlite from 'better-sqlite3';
import type { startCompany } from '../helpers/server.ts';
import { contentHash } from './contents.ts';
import type { Owner } from './expectation.ts';
import { plantAppraisals } from './plant-appraisals.ts';
import { plantAlerts, plantReports } from './plant-alerts.ts';
import { plantArticles } from './plant-articles.ts';
import { plantApprovals } from './plant-approvals.ts';
import { plantCampaigns } from './plant-campaigns.ts';
import { plantCare } from './plant-care.ts';
import { plantCoaching, plantLogs, plantPlans, plantTasks } from './plant-coaching.ts';
import { NOBODY, plantCustomers, type Target } from './plant-customers.ts';
import { plantDeals } from './plant-deals.ts';
import { plantHandover } from './plant-handovers.ts';
import { plantMerges } from './plant-merges.ts';
import { plantImports } from './plant-imports.ts';
import { plantFapiao } from './plant-fapiao.ts';
import { plantFinance } from './plant-finance.ts';
import { plantForecast } from './plant-pools.ts';
import { plantDeliveries } from './plant-deliveries.ts';
import { plantOrders } from './plant-orders.ts';
import { plantPurchases } from './plant-purchases.ts';
import { PARTY, plantCash } from './plant-cash.ts';
import { plantExpenses } from './plant-expenses.ts';
import { plantPayables } from './plant-payables.ts';
import { plantContracts } from './plant-contracts.ts';
import { plantQuotations } from './plant-quotations.ts';
import { plantSupplierInvoices } from './plant-supplier-invoices.ts';
import { plantSuppliers } from './plant-suppliers.ts';
import { plantProducts } from './plant-products.ts';
import { plantExams } from './plant-exams.ts';
import { plantPrints } from './plant-prints.ts';
import { plantStock } from './plant-stock.ts';
import { plantTraining } from './plant-training.ts';
import { plantGrants, plantJobs, plantNotices } from './plant-work.ts';
import { roleUnderTest, type RoleFacts } from './roles.ts';
import { plantSalesPlans, plantTargets } from './plant-targets.ts';
import { takenBack } from './taken-back.ts';

export interface Request {
  params?: Record<string, string | number>;
  query?: Record<string, string | number | readonly (string | number)[]>;
  body?: unknown;
  /** Bytes of an upload, instead of a body. */
  bytes?: string;
}

/** The role of nobody, which recipes give to people. */
const POWERLESS = 'nothing at all';

type Company = Awaited<ReturnType<typeof startCompany>>;
type Start = (options: { wrap: (db: Database) => Database }) => Promise<Company>;

/**
 * A company on a real server and a real file: one subject whose role changes from turn to turn,
 * colleagues around him, and one customer at each position. While `undo` is on, what a command
 * writes is rolled back after its answer is made, so that every cell starts from the same rows.
 */
export async function buildWorld(start: Start) {
  const state = { undo: false };
  const wrap = (db: Database) => takenBack(db, state);
  const company = await start({ wrap });
  const { db } = company;
  const people: Record<Owner, number> = {
    me: 0,
    teammate: 0,
    subordinate: 0,
    principal: 0,
    named: 0,
    stranger: 0,
  };
  const roleIds = new Map<string, number>();
  const depts = { root: 0, home: 0, led: 0, named: 0, strangers: 0 };
  let spareRole = 0;
  await db.transaction(async (tx) => {
    const { path, dept_id: root } = await tx
      .selectFrom('dept')
      .select(['path', 'id as dept_id'])
      .where('parent_id', 'is', null)
      .executeTakeFirstOrThrow();
    if (!path) throw new Error('the root department has no path');
    const stranger = await tx.selectFrom('user').select('password_hash').executeTakeFirstOrThrow();
    const team = async (name: string, parentId: number) =>
      await insertDept(tx, { name, type: 'team', parentId });
    const person = async (owner: Owner, deptId: number) => {
      const login = `matrix-${owner}`;
      const passwordHash = stranger.password_hash;
      people[owner] = await addPerson(tx, {
        login,
        name: login,
        deptId,
        roleKeys: ['salesperson'],
        passwordHash,
      });
    };
    const home = await team('矩阵本组', root);
    Object.assign(depts, { root, home });
    await person('me', home);
    // Owes logs of the days before: the audit knows of him since the first turn of his roles.
    await tx
      .updateTable('user')
      .set({ hired_on: '2026-01-05' })
      .where('id', '=', people.me)
      .execute();
    await person('teammate', home);
    const led = await team('矩阵下属', root);
    depts.led = led;
    await setDeptHead(tx, led, people.me);
    await person('subordinate', await team('矩阵下属之下', led));
    const named = await team('矩阵指定', root);
    depts.named = named;
    await person('named', await team('矩阵指定之下', named));
    await person('principal', await team('矩阵被助理', root));
    depts.strangers = await team('矩阵他组', root);
    await person('stranger', depts.strangers);
    await tx
      .insertInto('user_assist')
      .values({ assistant_id: people.me, principal_id: people.principal })
      .execute();
    await tx.updateTable('user').set({ must_change_password: 0 }).execute();
    for (const { id, key } of await tx.selectFrom('role').select(['id', 'key']).execute()) {
      if (key !== null) roleIds.set(key, id);
    }
    const powerless = { ...madeRole(roleUnderTest(POWERLESS), named), name: POWERLESS };
    roleIds.set(POWERLESS, await insertRole(tx, powerless));
    spareRole = await insertRole(tx, spare);
  });

  let counter = 0;
  /** One request as it comes over the wire; the path is absolute. */
  async function send(token: string | null, method: string, url: string, body?: unknown) {
    counter += 1;
    const answer = await company.app.inject({
      method: method as 'GET',
      url,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        'idempotency-key': `matrix-key-${counter}`,
        ...(Buffer.isBuffer(body) && { 'content-type': 'application/octet-stream' }),
      },
      ...(body !== undefined && { payload: body as object }),
    });
    return { status: answer.statusCode, text: answer.body };
  }

  const boss = await company.login('boss');
  const mine = await company.login('matrix-me');
  async function plant(token: string, method: string, path: string, body: object | Buffer) {
    const { status, text } = await send(token, method, `/api/v1${path}`, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text) as { id: number; version: number };
  }

  const newestSession = async (login: string) => {
    const token = await company.login(login);
    const session = db.read.selectFrom('session').select('id').orderBy('id', 'desc');
    return { token, id: (await session.executeTakeFirstOrThrow()).id };
  };
  const expired = await newestSession('matrix-me');
  const loggedOut = await newestSession('matrix-me');
  const viewing = await newestSession('boss');
  const bossAgain = await newestSession('boss');
  const mineAgain = await newestSession('matrix-me');
  await db.transaction(async (tx) => {
    const session = (id: number) => tx.updateTable('session').where('id', '=', id);
    await session(expired.id).set({ created_at: 0, last_seen_at: 0 }).execute();
    await session(loggedOut.id).set({ ended_at: company.clock.now }).execute();
    await session(viewing.id).set({ view_as_user_id: people.me }).execute();
  });

  const get = async <T>(token: string, path: string) =>
    JSON.parse((await send(token, 'GET', `/api/v1${path}`)).text) as T;
  const bossId = company.users['boss']!;
  const hands = { plant, get, boss, bossId, mine, people };
  const targets = await plantCustomers(hands);
  const deals = await plantDeals(hands, targets);
  const products = await plantProducts(hands, targets, deals.competitorId);
  const stock = await plantStock(hands, products, '2026-11-24');
  const quotations = await plantQuotations(hands, db, { targets, productId: products.id });
  const contracts = await plantContracts(hands, db, { targets, productId: products.id });
  const orders = await plantOrders(hands, db, { targets, productId: products.id });
  const suppliers = await plantSuppliers(hands, products.id);
  const { warehouseId } = products;
  const bought = { supplierId: suppliers.id, productId: products.id, warehouseId };
  const purchases = await plantPurchases(hands, db, bought);
  const deliveries = await plantDeliveries(hands, db, { targets, orders, warehouseId });
  const fapiao = await plantFapiao(db, { targets, orders, bossId });
  const supplierInvoices = await plantSupplierInvoices(db, {
    supplierId: suppliers.id,
    noteId: purchases.heldNote,
    bossId,
  });
  const prints = await plantPrints(hands, stock.postedId);
  const finance = await plantFinance(hands, targets);
  const payables = await plantPayables(hands, {
    supplierId: suppliers.id,
    accountId: finance.accountId,
  });
  const cash = await plantCash(hands, {
    accountId: finance.accountId,
    customerId: targets[PARTY]!.customerId,
  });
  const expenses = await plantExpenses(hands, db, {
    accountId: finance.accountId,
    customerId: targets[1]!.customerId,
  });

  // All of them below the own one: a group grants nothing.
  const [, { customerId: head }] = targets as [Target, Target];
  await db.transaction(async (tx) => {
    const others = tx.updateTable('customer').where('id', '!=', head);
    await others.set({ parent_id: head }).execute();
  });
  const merges = await plantMerges(db, targets, bossId);
  const customerIds = targets.flatMap((one) => (one.customerId === NOBODY ? [] : one.customerId));
  const handed = { userId: people.stranger, toId: people.named };
  const handoverId = await plantHandover(db, handed, customerIds);
  await plantForecast(db, customerIds);
  await plantNotices(db, people.me, customerIds);
  const owners = { mine: people.me, boss: company.users['boss']! };
  const jobs = await plantJobs(db, owners);
  const reviews = await plantCoaching(db, { me: people.me, boss: bossId }, targets);
  const plans = await plantPlans(db, { me: people.me, boss: bossId }, targets);
  const care = await plantCare(db, { me: people.me, boss: bossId }, targets);
  const sheets = await plantTargets(hands, depts);
  const salesPlans = await plantSalesPlans(hands, depts);
  const campaigns = await plantCampaigns(db, { me: people.me, boss: bossId }, targets);
  const tasks = await plantTasks(db, { ...people, boss: bossId });
  const appraisals = await plantAppraisals(db, people, depts.home);
  const logs = await plantLogs(db, people, bossId);
  const alerts = await plantAlerts(db, { boss: bossId, targets, deals: deals.open });
  const reports = await plantReports(db, { me: people.me, boss: bossId });
  const sent = await plant(boss, 'POST', '/knowledge/files?name=matrix.txt', Buffer.from('matrix'));
  const standing = { me: people.me, boss: bossId, strangers: depts.strangers };
  const articles = await plantArticles(db, standing, sent.id);
  const training = await plantTraining(db, people, bossId);
  const exams = await plantExams(db, people, training);
  const sheet = Buffer.from('客户名称\n矩阵导入公司\n');
  const uploaded = await plant(boss, 'POST', '/imports?name=matrix.csv', sheet);
  const imports = await plantImports(db, owners, uploaded.id, customerIds);
  const admin = await company.login('admin');
  const asked = await plant(admin, 'POST', '/grant-requests', {
    command: 'org.updateUser',
    targetId: people.stranger,
    body: { version: 1, roleIds: [roleIds.get('salesperson')!, roleIds.get('sales-director')!] },
  });
  const grants = await plantGrants(db, people.me, asked.id);
  const approvals = await plantApprovals({ plant, get, boss, bossId, mine, people });
  const words = {
    dict: (await plant(admin, 'POST', '/dicts', { kind: 'industry', label: '矩阵行业' })).id,
    tag: (await plant(admin, 'POST', '/tags', { name: '矩阵标签' })).id,
    field: (await plant(admin, 'POST', '/custom-fields', { label: '矩阵字段', type: 'text' })).id,
  };
  const view = { page: 'matrix', name: '矩阵', state: {} };
  const views = {
    mine: (await plant(mine, 'POST', '/saved-views', view)).id,
    boss: (await plant(boss, 'POST', '/saved-views', view)).id,
  };
  const devices = await db.transaction(async (tx) => {
    const common = { name: '矩阵电脑', kind: 'desktop', asked_at: 1, asked_from: 'x' } as const;
    const one = async (state: 'pending' | 'revoked') =>
      (await insertDevice(tx, { ...common, state, key_hash: state })).id;
    return { pending: await one('pending'), revoked: await one('revoked') };
  });
  const branch = await db.transaction((tx) =>
    insertBranch(tx, {
      name: '矩阵分公司',
      address: '10.77.0.2',
      lan: '[]',
      mtu: 1420,
      public_key: 'x',
      made_at: 1,
      made_by: null,
    }),
  );
  const watcher = new BetterSqlite(company.paths.database, { readonly: true });
  // Prepared once: it is asked before and after each refusal.
  const dataVersion = watcher.prepare('pragma data_version').pluck();

  return {
    company,
    people,
    devices,
    branchId: branch.id,
    grants,
    approvals,
    depts,
    /** Of a ready role by its key, and of the powerless one by its name. */
    roleId: (name: string) => roleIds.get(name)!,
    targets,
    deals,
    products,
    stock,
    finance,
    payables,
    cash,
    expenses,
    orders,
    quotations,
    contracts,
    suppliers,
    purchases,
    deliveries,
    fapiao,
    supplierInvoices,
    prints,
    /** Of the subject's follow-ups, by position. */
    reviews,
    handoverId,
    plans,
    care,
    campaigns,
    tasks,
    appraisals,
    /** Drafts of targets, by the department. */
    sheets,
    /** Drafts of sales plans, by the department. */
    salesPlans,
    logs,
    alerts,
    reports,
    articles,
    training,
    exams,
    /** Merges into the customer of each position. */
    merges,
    jobs,
    imports,
    words,
    views,
    tokens: {
      boss,
      mine,
      expired: expired.token,
      loggedOut: loggedOut.token,
      viewing: viewing.token,
    },
    sessions: { boss: bossAgain.id, mine: mineAgain.id },
    send,
    state,
    /** Moves whenever anything is committed to the file, by whatever way. */
    dataVersion: () => dataVersion.get() as number,
    contents: () => contentHash(watcher),
    async takeState(state: 'active' | 'leaving' | 'locked' | 'left', mustChange = false) {
      await db.transaction(async (tx) => {
        const me = tx.updateTable('user').where('id', '=', people.me);
        await me.set({ state, must_change_password: mustChange ? 1 : 0 }).execute();
      });
    },
    /**
     * Roles made for the matrix take turns in one row: with a row for each, every turn would read
     * the rights of hundreds of roles anew. A role that has its own leaves that row empty again.
     */
    async takeRole(role: RoleFacts) {
      const own = roleIds.get(role.name);
      const roleId = own ?? spareRole;
      await db.transaction(async (tx) => {
        const { side, fields, grants } = own === undefined ? madeRole(role, depts.named) : spare;
        await tx.deleteFrom('role_grant').where('role_id', '=', spareRole).execute();
        await insertGrants(tx, spareRole, grants);
        await tx
          .updateTable('role')
          .set({ side, ...columnsOf(fields) })
          .where('id', '=', spareRole)
          .execute();
        await tx
          .updateTable('user_role')
          .set({ role_id: roleId })
          .where('user_id', '=', people.me)
          .execute();
        await tx
          .updateTable('company')
          .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
          .execute();
      });
    },
    async stop() {
      watcher.close();
      await company.stop();
    },
  };
}
export type World = Awaited<ReturnType<typeof buildWorld>>;

function madeRole(
  role: Pick<RoleFacts, 'side' | 'fields' | 'grants'>,
  namedDept: number,
): RoleRights & { key: null; name: string } {
  return {
    key: null,
    name: 'matrix',
    side: role.side,
    fields: role.fields,
    grants: role.grants.map((grant) => ({
      ...grant,
      deptIds: grant.scope === 'custom' ? [namedDept] : [],
      warehouseIds: null,
      cashAccountIds: null,
    })),
  };
}

/** What stands in the row of made roles between their turns. */
const spare = madeRole(
  {
    side: null,
    fields: { phone: 'hide', personal: 'hide', credit: 'hide', cost: 'hide' },
    grants: [],
  },
  0,
);

const columnsOf = (fields: FieldPolicy) => ({
  phone_view: fields.phone,
  personal_view: fields.personal,
  credit_view: fields.credit,
  cost_view: fields.cost,
});
