import { changesAfter, keptChanges, type ChangeRecord } from '@xinhang/db/repositories/changes.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { listenTo } from '../helpers/event-stream.ts';
import { Expectation, positions, rowOf, type RowFacts } from './expectation.ts';
import { NOBODY, TODAY } from './plant-customers.ts';
import { claimants } from './plant-expenses.ts';
import { same } from './recipe.ts';
import type { Depts } from './plant-targets.ts';
import { logRows, readsLog } from './recipes/work-logs.ts';
import type { RoleFacts } from './roles.ts';
import type { World } from './world.ts';

/** What happened to every row while nobody listened, and who must hear of it. */
export interface Happened {
  /** The newest change before. */
  since: number;
  changes: { change: ChangeRecord; heard: (who: Expectation) => boolean }[];
}

/** Of the pool nobody owns an alert, so that it says nothing. */
const handledByNobody = (world: World, id: number) =>
  positions[world.alerts.customers.indexOf(id)]!.owner === null;

type Rule = (who: Expectation, row: RowFacts) => boolean;

/** Of a row that belongs to a customer: those hear of its change who see such a row. */
const ofCustomers: Readonly<Record<string, Rule>> = {
  customer: (who, row) => who.sees(row),
  contact: (who, row) => who.seesContacts(row),
  address: (who, row) => who.seesContacts(row),
  title: (who, row) => who.seesContacts(row),
  file: (who, row) => who.seesHanging(row),
  followUp: (who, row) => who.seesFollowUps(row),
  plan: (who, row) => who.seesFollowUps(row),
  careItem: (who, row) => who.seesFollowUps(row),
  gift: (who, row) => who.seesFollowUps(row),
  promise: (who, row) => who.seesFollowUps(row),
  receipt: (who, row) => who.reaches('receivables.read', row),
  billReceived: (who, row) => who.reaches('receivables.read', row),
  receivable: (who, row) => who.reaches('receivables.read', row),
  collectionNote: (who, row) => who.reaches('receivables.read', row),
  customerRefund: (who, row) => who.reaches('receivables.read', row),
  refundRequest: (who, row) => who.reaches('receivables.read', row),
  statement: (who, row) => who.reaches('receivables.read', row),
  arAdjustment: (who, row) => who.reaches('receivables.read', row),
  fapiao: (who, row) => who.reaches('fapiao.read', row),
  customerTerms: (who, row) => who.seesHanging(row),
  customerPrice: (who, row) => who.seesHanging(row),
  customerProduct: (who, row) => who.seesHanging(row),
  quotation: (who, row) => who.seesQuotations(row),
  contract: (who, row) => who.reaches('contracts.read', row),
  salesOrder: (who, row) => who.seesOrders(row),
  salesFact: (who, row) => who.seesOrders(row),
  delivery: (who, row) => who.reaches('deliveries.read', row),
  loan: (who, row) => who.reaches('deliveries.read', row),
};
/** In which department lies whose row: where each of these people works. */
const staffOf: Record<keyof Depts, readonly RowFacts['owner'][]> = {
  root: ['me', 'teammate', 'subordinate', 'named', 'stranger'],
  home: ['me', 'teammate'],
  led: ['subordinate'],
  named: ['named'],
  strangers: ['stranger'],
};
const looksAt = (who: Expectation, dept: keyof Depts) =>
  staffOf[dept].some(
    (owner) =>
      (owner === 'me' && who.holds('performance.read')) ||
      positions.some((row) => row.owner === owner && who.reaches('performance.read', row)),
  );
/** Of which department a sheet of targets or a sales plan is; null for a change of something else. */
function aboutDept({ sheets, salesPlans }: World, change: ChangeRecord): keyof Depts | null {
  const names = Object.keys(salesPlans) as (keyof Depts)[];
  const of = (name: keyof Depts) =>
    change.entity === 'targetSheet'
      ? sheets[name].id
      : change.entity === 'salesPlan'
        ? salesPlans[name]
        : null;
  return names.find((name) => of(name) === change.entity_id) ?? null;
}
const holders =
  (...permissions: Permission[]) =>
  (who: Expectation) =>
    permissions.some((permission) => who.holds(permission));
const everybody = () => true;

/** Of what is nobody's row: who may read it. What is somebody's own is that person's alone. */
const others: Readonly<Record<string, (who: Expectation) => boolean>> = {
  setting: everybody,
  dict: everybody,
  tag: everybody,
  customField: everybody,
  calendar: everybody,
  article: everybody,
  articleCategory: everybody,
  printTemplate: everybody,
  course: holders('training.manage', 'training.lead'),
  exam: holders('training.manage', 'training.lead'),
  question: holders('training.manage'),
  company: holders('org.read'),
  dept: holders('org.read'),
  user: holders('org.read', 'org.manage'),
  role: holders('roles.manage', 'org.manage'),
  schedule: holders('system.jobs'),
  device: holders('system.devices'),
  pipeline: holders('deals.read', 'system.settings'),
  competitor: holders('deals.read'),
  pool: holders('pool.read', 'system.settings'),
  carePlan: holders('followUps.read', 'care.manage'),
  appraisalScheme: holders('appraisals.manage'),
  alertRule: holders('system.settings'),
  watchRule: holders('appraisals.manage'),
  product: holders('products.read'),
  unit: holders('products.read'),
  productCategory: holders('products.read'),
  location: holders('products.read'),
  priceLevel: holders('prices.read'),
  priceRule: holders('prices.read'),
  priceAdjustment: holders('prices.read'),
  supplier: holders('suppliers.read'),
  supplierPrice: holders('suppliers.read'),
  purchaseOrder: holders('purchaseOrders.read', 'receiptNotes.manage'),
  receiptNote: holders('purchaseOrders.read', 'receiptNotes.manage'),
  purchaseRequest: holders('purchaseOrders.read'),
  priceInquiry: holders('purchaseOrders.read', 'prices.update'),
  purchaseReturn: holders('purchaseOrders.read', 'receiptNotes.manage'),
  marketPrice: holders('prices.read'),
  stock: holders('stock.read', 'stock.available'),
  stockDocument: holders('stock.read'),
  paymentTerm: holders('customers.read', 'products.read', 'system.settings'),
  cashAccount: holders('cash.read', 'receipts.manage', 'payments.manage', 'expenses.pay'),
  cashTransfer: holders('cash.read'),
  cashCategory: holders('cash.read', 'expenses.read', 'system.settings'),
  otherCash: holders('cash.read'),
  payment: holders('payables.read'),
  payable: holders('payables.read'),
  billIssued: holders('payables.read'),
  supplierRefund: holders('payables.read'),
  apAdjustment: holders('payables.read'),
  supplierStatement: holders('payables.read'),
  supplierInvoice: holders('supplierInvoices.read'),
  periodClosing: holders('periods.read'),
  goingLive: holders(
    'periods.close',
    'stock.reverse',
    'receivables.adjust',
    'payables.adjust',
    'cash.manage',
    'contracts.confirm',
    'system.settings',
  ),
  import: (who) =>
    who.holds('customers.import') &&
    who.reaches('customers.read', { ...positions[0]!, exists: true }),
  suppliersImport: (who) => who.holds('suppliers.update') && who.holds('suppliers.read'),
  job: () => false,
};

/** Changes something of every kind, at every position of the row; the subject does none of it. */
export async function makeItHappen(world: World): Promise<Happened> {
  const { tokens, people, targets, words, views } = world;
  const db = world.company.db.read;
  const admin = await world.company.login('admin');
  const as = (token: string) => async (method: string, path: string, body: object | Buffer) => {
    const { status, text } = await world.send(token, method, `/api/v1${path}`, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text) as { id: number; version: number };
  };
  const [boss, keeper, mine] = [as(tokens.boss), as(admin), as(tokens.mine)];
  const scratch = await boss('POST', '/customers', { name: '矩阵易手', ownerId: people.me });
  const since = (await keptChanges(db))!.newest;

  for (const [index, row] of positions.entries()) {
    if (!row.exists) continue;
    const { customerId: id, version, contactId, addressId, titleId, followUpId } = targets[index]!;
    if (row.archived) {
      await boss('POST', `/customers/${id}/archive`, { version, archived: false });
      await boss('POST', `/customers/${id}/archive`, { version: version + 1, archived: true });
      continue;
    }
    await boss('PATCH', `/customers/${id}`, { version, region: '矩阵' });
    const rule = world.products.prices.ofCustomers[index]!;
    await boss('PATCH', `/price-rules/${rule}`, { version: 1, note: '矩阵' });
    await boss('PATCH', `/quotations/${world.quotations.drafts[index]!}`, {
      version: 1,
      leadTime: '甲',
    });
    await boss('PATCH', `/contracts/${world.contracts.drafts[index]!}`, {
      version: 1,
      theirSigner: '甲',
    });
    await boss('PATCH', `/sales-orders/${world.orders.drafts[index]!}`, {
      version: 1,
      payer: '甲',
    });
    await boss('PATCH', `/deliveries/${world.deliveries.drafts[index]!}`, {
      version: 1,
      note: '甲',
    });
    await boss('PATCH', `/loans/${world.deliveries.loans[index]!}`, { version: 1, note: '甲' });
    await boss('PATCH', `/fapiao/${world.fapiao.drafts[index]!}`, { version: 1, note: '甲' });
    // In the pool nobody changes what nobody sees.
    if (row.owner !== null) {
      await boss('PATCH', `/contacts/${contactId}`, { version: 1, post: '经理' });
      await boss('PATCH', `/addresses/${addressId}`, { version: 1, freightPayer: 'us' });
      await boss('PATCH', `/titles/${titleId}`, { version: 1, bank: '矩阵银行' });
      await boss('PUT', `/customers/${id}/terms`, { termId: null, overdueDays: 9 });
      const { draft, owed, paid } = world.finance.rows[index]!;
      await boss('PATCH', `/receipts/${draft}`, { version: 1, note: '矩阵' });
      await boss('POST', `/customers/${id}/collection-notes`, { result: '矩阵' });
      const back = { customerId: id, accountId: world.finance.accountId, businessDate: TODAY };
      const lines = [{ itemId: paid, amountFen: 1 }];
      await boss('POST', '/customer-refunds', { ...back, lines });
      const october = { from: '2026-10-01', to: '2026-10-31', customerIds: [id] };
      await boss('POST', '/statements', october);
      await boss('POST', '/receivables/settle', { owedId: owed, paidId: paid, amountFen: 1 });
      const off = { kind: 'writeOff', customerId: id, businessDate: TODAY, amountFen: -1 };
      await boss('POST', '/ar-adjustments', { ...off, note: '矩阵' });
      await boss('POST', '/messages', { kind: 'customer', id, text: '矩阵' });
      const plan = { customerId: id, purpose: '矩阵', dueOn: '2027-01-02' };
      await boss('POST', '/plans', plan);
      await boss('POST', '/gifts', { customerId: id, what: '矩阵', on: '2026-11-02' });
      await boss('POST', '/promises', { customerId: id, text: '矩阵', dueOn: '2027-01-02' });
      await boss('POST', `/care-items/${world.care.items[index]!}/done`, {});
      await boss('POST', '/messages', { kind: 'followUp', id: followUpId, text: '矩阵' });
    }
    // Those of the pool hang on no customer here: the event of each is known by its own number.
    await boss('PATCH', `/deals/${world.deals.open[index]!}`, { version: 1, note: '矩阵' });
    await boss('POST', `/customers/${id}/files?name=${index}.txt`, Buffer.from(`${index}`));
    const talk = await boss('POST', '/follow-ups', { customerId: id, content: '矩阵' });
    await boss('PATCH', `/follow-ups/${talk.id}`, { version: talk.version, content: '矩阵改' });
  }
  await boss('POST', `/customers/${scratch.id}/assign`, {
    version: scratch.version,
    ownerId: people.stranger,
  });

  await boss('PATCH', `/supplier-invoices/${world.supplierInvoices.draft}`, {
    version: 1,
    note: '甲',
  });
  await keeper('PATCH', `/tags/${words.tag}`, { version: 1, name: '矩阵改名' });
  await keeper('PATCH', `/dicts/${words.dict}`, { version: 1, sort: 5 });
  await keeper('PATCH', `/custom-fields/${words.field}`, { version: 1, sort: 5 });
  await keeper('PATCH', '/settings', { version: 1, values: { 'customers.idleDays': 20 } });
  await keeper('PUT', '/calendar/2031', { days: [], seen: [] });
  await keeper('PATCH', '/company', { version: 1, name: '矩阵公司' });
  await keeper('PATCH', `/users/${people.stranger}`, { version: 1, post: '矩阵' });
  await keeper('PATCH', `/depts/${world.depts.strangers}`, { version: 1, sort: 7 });
  await keeper('PATCH', `/roles/${world.roleId('cashier')}`, { version: 1, name: '矩阵出纳' });
  await boss('PATCH', `/pipelines/${world.deals.pipelineId}`, { version: 1, sort: 8 });
  await boss('PATCH', `/competitors/${world.deals.competitorId}`, { version: 1, note: '矩阵' });
  await boss('PATCH', `/care-plans/${world.care.planId}`, { version: 1, name: '矩阵关怀改' });
  await keeper('PATCH', '/pools/1', { version: 1, coolDownDays: 3 });
  await keeper('PATCH', '/schedules/housekeeping', { version: 1, at: '04:00' });
  await keeper('POST', `/devices/${world.devices.pending}/revoke`, { version: 1 });
  const sheet = Buffer.from('客户名称\n矩阵事件公司\n');
  const { id: importId } = await boss('POST', '/imports?name=matrix.csv', sheet);
  const choices = { mapping: ['name'], ownerless: 'pool', duplicates: 'skip' };
  await boss('POST', `/imports/${importId}/check`, choices);
  await world.company.jobs.idle();
  await boss(
    'POST',
    '/imports?kind=suppliers&name=matrix.csv',
    Buffer.from('供应商\n矩阵供应商\n'),
  );
  const request = async (userId: number) => {
    const chosen = [{ key: 'n1', userIds: [userId] }];
    const body = { flowId: world.approvals.flowId, title: '矩阵', chosen };
    return (await boss('POST', '/requests', body)).id;
  };
  const toMe = await request(people.me);
  await request(people.stranger);
  const task = async (toId: number) => (await boss('POST', '/tasks', { toId, text: '矩阵' })).id;
  const taskToMe = await task(people.me);
  const { sheets, schemeId } = world.appraisals;
  const back = { version: 1, reason: '矩阵' };
  for (const owner of ['me', 'stranger'] as const) {
    await boss('POST', `/appraisals/sheets/${sheets.submitted[owner]}/return`, back);
  }
  await boss('PATCH', `/appraisals/schemes/${schemeId}`, { version: 1, active: false });
  const { ruleId, cases } = world.appraisals;
  await boss('PATCH', `/watch/rules/${ruleId}`, { version: 1, active: false });
  const dismissed = { version: 1, decision: 'dismiss', reason: '矩阵' };
  for (const owner of ['me', 'subordinate'] as const) {
    await boss('POST', `/watch/${cases[owner]}/decide`, dismissed);
  }
  await task(people.stranger);
  for (const id of world.alerts.customers) {
    if (id !== NOBODY && !handledByNobody(world, id)) {
      await boss('POST', `/alerts/${id}/handle`, { note: '矩阵' });
    }
  }
  await keeper('PATCH', '/alert-rules/1', { version: 1, days: 9 });
  for (const { id } of logRows(world)) {
    await boss('POST', `/work-logs/${id}/reviews`, { rating: 4 });
  }
  const { articles } = world;
  for (const { id } of [articles.mine, articles.others]) {
    await boss('PATCH', `/knowledge/articles/${id}`, { version: 1, title: '矩阵改' });
  }
  await boss('POST', `/knowledge/articles/${articles.strangers.id}/retire`, { version: 1 });
  await boss('PATCH', `/knowledge/categories/${articles.empty}`, { version: 1, sort: 4 });
  const { products } = world;
  const renamed = { version: 1, name: '矩阵' };
  await boss('PATCH', `/customer-products/${products.partNumberId}`, renamed);
  await boss('PATCH', `/price-levels/${products.prices.levelId}`, { version: 1, sort: 9 });
  await boss('PATCH', `/price-rules/${products.prices.draft}`, { version: 1, note: '矩阵' });
  const adjusting = products.prices.sheets.draft;
  await boss('PATCH', `/price-adjustments/${adjusting}`, { version: 1, note: '矩阵' });
  await boss('POST', '/market-prices', products.market.body);
  await boss('PATCH', `/products/${products.id}`, { version: 1, note: '矩阵' });
  await boss('PATCH', `/units/${products.cartonId}`, { version: 1, name: '矩阵箱改' });
  await boss('PATCH', `/product-categories/${products.emptyCategoryId}`, { version: 1, sort: 5 });
  await boss('PATCH', `/payment-terms/${world.finance.termId}`, { version: 1, sort: 8 });
  await boss('PATCH', `/cash-accounts/${world.finance.accountId}`, { version: 1, sort: 8 });
  const month = { area: 'stock', month: '2025-02', leaveDrafts: true };
  await boss('POST', '/period-closings/close', month);
  await boss('PATCH', `/locations/${products.warehouseId}`, { version: 1, note: '矩阵' });
  await boss('PATCH', `/suppliers/${world.suppliers.id}`, { version: 1, note: '矩阵' });
  await boss('PATCH', `/supplier-prices/${world.suppliers.priceId}`, { version: 1, note: '矩阵' });
  await boss('PATCH', `/purchase-orders/${world.purchases.draft}`, { version: 1, note: '矩阵' });
  await boss('PATCH', `/receipt-notes/${world.purchases.note}`, { version: 1, note: '矩阵' });
  await boss('PATCH', `/purchase-returns/${world.purchases.back}`, { version: 1, note: '矩阵' });
  const { unasked, inquiries } = world.purchases;
  await boss('POST', `/price-inquiries/${inquiries.open}/withdraw`, { version: 1 });
  await boss('PATCH', `/purchase-requests/${unasked}`, { version: 1, note: '矩阵' });
  const { payables } = world;
  await boss('PATCH', `/payments/${payables.draft}`, { version: 1, note: '矩阵' });
  const used = { owedId: payables.owed, paidId: payables.paid, amountFen: 1 };
  await boss('POST', '/payables/settle', used);
  await boss('POST', '/ap-adjustments', payables.correction);
  await boss('POST', '/supplier-refunds', payables.refund);
  const october = { from: '2026-10-01', to: '2026-10-31', supplierIds: [world.suppliers.id] };
  await boss('POST', '/supplier-statements', october);
  const { cash, expenses } = world;
  await boss('PATCH', `/expense-claims/${expenses.bossDraft}`, { version: 1, title: '矩阵改' });
  for (const owner of ['stranger', 'subordinate'] as const) {
    const back = { version: 1, reason: '矩阵' };
    await boss('POST', `/expense-claims/${expenses.approved[owner]}/send-back`, back);
  }
  await boss('PATCH', `/cash-transfers/${cash.transfer.draft}`, { version: 1, note: '矩阵' });
  await boss('PATCH', `/other-cash/${cash.income.draft}`, { version: 1, note: '矩阵' });
  await boss('PATCH', `/cash-categories/${cash.categoryId}`, { version: 1, name: '矩阵改' });
  const { training } = world;
  await boss('PATCH', `/training/paths/${training.pathId}`, { version: 1, note: '矩阵' });
  for (const name of ['me', 'stranger']) {
    await boss('POST', `/training/enrolments/${training.enrolments[name]}/withdraw`, {});
  }
  for (const name of Object.keys(world.depts) as (keyof Depts)[]) {
    const place = { year: 2026, deptId: world.depts[name], metric: 'won' };
    const { version: sheetVersion } = world.sheets[name];
    await boss('PUT', '/targets', { ...place, version: sheetVersion, note: '矩阵改', cells: [] });
    const plan = { version: 2, strategy: '矩阵改', segments: [] };
    await boss('PUT', `/sales-plans/${world.salesPlans[name]}`, plan);
  }
  const { exams } = world;
  await boss('PATCH', `/training/question-categories/${exams.categoryId}`, { version: 1, sort: 9 });
  await boss('PATCH', `/training/exams/${exams.own}`, { version: 1, note: '矩阵' });
  for (const name of ['me', 'stranger'] as const) {
    const marks = [{ no: 1, score: 2, comment: '矩阵' }];
    await boss('POST', `/training/attempts/${exams.marking[name]}/marks`, { version: 1, marks });
  }
  await boss('PATCH', `/saved-views/${views.boss}`, { version: 1, name: '改名' });
  await mine('PATCH', `/saved-views/${views.mine}`, { version: 1, name: '改名' });

  const at = (position: string) => positions.find((row) => row.position === position)!;
  const heard = (change: ChangeRecord) => {
    if (change.customer_id === scratch.id) {
      // Who sees it before or after.
      return (who: Expectation) => who.sees(at('own')) || who.sees(at('otherTeam'));
    }
    if (change.entity === 'approval') return () => change.entity_id === toMe;
    // The head of the time hears of a case, never the person himself: here an owner, since the
    // subject had no right to decide then.
    if (change.entity === 'watch') return () => false;
    if (change.entity === 'appraisal') return () => change.entity_id === sheets.submitted.me;
    if (change.entity === 'alert') {
      const row = positions[world.alerts.customers.indexOf(change.entity_id)]!;
      return () => row.owner === 'me';
    }
    // Of a department: who is in it, and who looks at the results of somebody there.
    const about = aboutDept(world, change);
    if (about) return (who: Expectation) => looksAt(who, about);
    if (change.entity === 'workLog') {
      const { owner } = logRows(world).find((log) => log.id === change.entity_id)!;
      return (who: Expectation) => readsLog(who, owner);
    }
    if (change.entity === 'expenseDraft') return () => false;
    if (change.entity === 'expenseClaim') {
      const { approved } = world.expenses;
      const owner = claimants.find((one) => approved[one] === change.entity_id)!;
      return (who: Expectation) => who.reaches('expenses.read', rowOf(owner));
    }
    if (change.entity === 'task') return () => change.entity_id === taskToMe;
    if (change.entity === 'articleDraft') return () => change.entity_id === articles.mine.id;
    if (change.entity === 'attempt') return () => change.entity_id === exams.marking.me;
    if (change.entity === 'enrolment') return () => change.entity_id === people.me;
    if (change.entity === 'savedView') return () => change.entity_id === views.mine;
    const index = targets.findIndex((target) => target.customerId === change.customer_id);
    if (change.entity === 'deal') {
      const row = positions[world.deals.open.indexOf(change.entity_id)]!;
      return (who: Expectation) => who.seesDeals(row);
    }
    const rule = ofCustomers[change.entity];
    if (rule && index >= 0) return (who: Expectation) => rule(who, positions[index]!);
    const plain = others[change.entity];
    if (!plain) throw new Error(`say in tests/matrix/events.ts who hears of "${change.entity}"`);
    return plain;
  };
  const changes = await changesAfter(db, since, 500);
  return { since, changes: changes.map((change) => ({ change, heard: heard(change) })) };
}

/** What this role hears of all that happened, as a client that comes back; what is wrong with it. */
export async function askEvents(
  world: World,
  { since, changes }: Happened,
  role: RoleFacts,
): Promise<string[]> {
  await world.takeRole(role);
  const who = new Expectation(role);
  const revision = (await company(world.company.db.read))!.org_revision;
  const stream = await listenTo(world.company.app, world.tokens.mine, `${revision}-${since}`);
  await stream.next(({ event }) => event === 'notification' || event === 'reset');
  stream.stop();
  const name = ({ entity, entity_id: id, seq }: ChangeRecord) => `${seq} ${entity} ${id}`;
  const found = stream.heard.flatMap(({ event, data }) =>
    event === 'change' ? [data['seq'], data['entity'], data['id']].join(' ') : [],
  );
  const expected = changes.flatMap(({ change, heard }) => (heard(who) ? name(change) : []));
  const wrong = [
    ...found.filter((one) => !expected.includes(one)).map((one) => `hears of ${one}`),
    ...expected.filter((one) => !found.includes(one)).map((one) => `does not hear of ${one}`),
  ];
  const positionsOf = new Map(
    world.targets.map((target, index) => [target.customerId, positions[index]!.position]),
  );
  const described = (line: string) => {
    const seq = Number(/ (\d+) \w+ \d+$/.exec(line)?.[1]);
    const customer = changes.find(({ change }) => change.seq === seq)?.change.customer_id;
    return `${line} (${positionsOf.get(customer ?? 0) ?? 'no row'})`;
  };
  const order = same(
    'order',
    found,
    found.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)),
  );
  return [...wrong.map(described), ...(order ? [order] : [])].map((line) => `${role.name} ${line}`);
}
