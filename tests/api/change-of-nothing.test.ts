import { allEndpoints } from '@xinhang/shared/contract/api.ts';
import { readyLayout } from '@xinhang/shared/print-ready.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { startCompany } from '../helpers/server.ts';

afterEach(() => {
  vi.doUnmock('@xinhang/server/http/change-of-nothing.ts');
});

type Start = typeof startCompany;
type Company = Awaited<ReturnType<Start>>;
interface Row {
  id: number;
  version: number;
}

async function open(start: Start) {
  const company = await start();
  const boss = await company.login('boss');
  async function ask<T = Row>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) {
    const answer = await company.call(boss, method, path, body);
    expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
    return answer.json as T;
  }
  return { company, boss, ask };
}
type Office = Awaited<ReturnType<typeof open>>;

interface Change {
  path: string;
  version: number;
  /** Told twice; the second time it is what is stored. */
  body: object;
  /** Fields that go with no others, or not with all of them. */
  alone?: object;
  /** Another row of the same sort, of a kind that has other fields. */
  also?: Change;
}

async function customerOf({ ask }: Office): Promise<Row> {
  return await ask('POST', '/customers', { name: '深圳市华瑞科技有限公司' });
}

/** A change of a row for every PATCH that there is, with as many of its fields as can be. */
/** A bill, but for its number. */
const paper = {
  kind: 'bank',
  drawer: '甲',
  acceptor: '乙',
  issuedOn: '2026-10-01',
  dueOn: '2027-04-01',
};

const changes: Record<string, (office: Office) => Promise<Change>> = {
  async 'customers.update'(office) {
    const { ask } = office;
    const { id, version } = await customerOf(office);
    const tag = await ask('POST', '/tags', { name: '重点' });
    const field = await ask<{ key: string }>('POST', '/custom-fields', {
      label: '预算',
      type: 'number',
    });
    const above = await ask('POST', '/customers', { name: '大成集团' });
    const body = {
      name: '深圳市华瑞电子有限公司',
      shortName: '华瑞',
      chanceGrade: 'B',
      salesModel: 'dev',
      industry: '电子',
      region: '华南',
      source: '展会',
      city: '深圳',
      address: '科技路1号',
      parentId: above.id,
      phone: '0755-26001234',
      taxNo: '91440300MA5DA1234X',
      website: 'www.example.com',
      stage: 'intent',
      creditLimitFen: 5_000_00,
      tagIds: [tag.id],
      custom: { [field.key]: 5 },
      note: '备注',
    };
    return { path: `/customers/${id}`, version, body };
  },
  async 'contacts.update'(office) {
    const { ask } = office;
    const { id } = await customerOf(office);
    // The first one is the main contact.
    await ask('POST', `/customers/${id}/contacts`, { name: '李娜' });
    const contact = await ask('POST', `/customers/${id}/contacts`, { name: '王芳' });
    const body = {
      name: '王芳芳',
      phones: [{ number: '13800138000' }, { number: '0755-26001234', extension: '8' }],
      birthday: { calendar: 'lunar', month: 8, day: 15 },
      primary: true,
      email: 'a@example.com',
      wechat: 'wangfang',
      dept: '采购部',
      post: '经理',
      gender: 'female',
      nativePlace: '湖南',
      family: '一女',
      hobbies: '羽毛球',
      relations: '李总的同学',
      taboos: '不喝酒',
      note: '备注',
      smsOptOut: true,
    };
    const path = `/contacts/${contact.id}`;
    return { path, version: contact.version, body, alone: { left: true } };
  },
  async 'contacts.updateAddress'(office) {
    const { ask } = office;
    const { id } = await customerOf(office);
    const row = await ask('POST', `/customers/${id}/addresses`, { address: '科技路1号' });
    const body = {
      address: '科技路2号',
      receiver: '李娜',
      phone: '13800138000',
      carrier: '顺丰',
      freightPayer: 'us',
      active: false,
    };
    return { path: `/addresses/${row.id}`, version: row.version, body };
  },
  async 'contacts.updateTitle'(office) {
    const { ask } = office;
    const { id } = await customerOf(office);
    const row = await ask('POST', `/customers/${id}/titles`, { title: '华瑞' });
    const body = {
      title: '华瑞科技',
      bank: '工商银行',
      bankAccount: '6222020200112233445',
      taxNo: '91440300MA5DA1234X',
      address: '科技路2号',
      phone: '0755-26001234',
      active: false,
    };
    return { path: `/titles/${row.id}`, version: row.version, body };
  },
  async 'activities.update'(office) {
    const { ask } = office;
    const { id: customerId } = await customerOf(office);
    const row = await ask('POST', '/follow-ups', { customerId, content: '电话' });
    const body = { content: '拜访', type: 'visit', result: '有意向', nextOn: '2026-12-01' };
    return { path: `/follow-ups/${row.id}`, version: row.version, body };
  },
  async 'plans.update'(office) {
    const { id: customerId } = await customerOf(office);
    const plan = { customerId, purpose: '送样', dueOn: '2026-12-01' };
    const row = await office.ask('POST', '/plans', plan);
    const body = { kind: 'call', purpose: '问样品', dueOn: '2026-12-02', dueTime: '09:30' };
    return { path: `/plans/${row.id}`, version: row.version, body };
  },
  async 'carePlans.update'(office) {
    const { ask, company } = office;
    const tag = await ask('POST', '/tags', { name: '重点' });
    const plan = { name: '问候', kind: 'call', what: '打电话', trigger: 'interval', everyDays: 30 };
    const row = await company.call(await company.login('boss'), 'POST', '/care-plans', plan);
    const body = {
      name: '节日',
      kind: 'gift',
      what: '送礼',
      everyDays: 60,
      leadDays: 7,
      grades: ['A'],
      valueGrades: ['B'],
      models: ['dev'],
      tagIds: [tag.id],
      active: false,
    };
    const { id, version } = row.json as Row;
    const alone = { trigger: 'birthday', festival: '春节' };
    return { path: `/care-plans/${id}`, version, body, alone };
  },
  async 'campaigns.update'({ ask }) {
    const first = { channel: 'sms', name: '问候', signature: '新航', body: '您好' };
    const row = await ask('POST', '/campaigns', first);
    const body = {
      name: '祝福',
      subject: '新年好',
      signature: '新航公司',
      template: 'SMS_1',
      body: '{称呼}您好',
      segment: { primaryOnly: false },
    };
    return { path: `/campaigns/${row.id}`, version: row.version, body };
  },
  async 'gifts.update'(office) {
    const { id: customerId } = await customerOf(office);
    const row = await office.ask('POST', '/gifts', { customerId, what: '茶', on: '2026-11-01' });
    const body = { kind: 'event', what: '展会', costFen: 5000, on: '2026-11-02', note: '陪同' };
    return { path: `/gifts/${row.id}`, version: row.version, body };
  },
  async 'promises.update'(office) {
    const { id: customerId } = await customerOf(office);
    const promise = { customerId, text: '送样', dueOn: '2026-12-01' };
    const row = await office.ask('POST', '/promises', promise);
    const body = { text: '送两份样', dueOn: '2026-12-02' };
    return { path: `/promises/${row.id}`, version: row.version, body };
  },
  async 'alerts.updateRule'({ ask }) {
    const { rows } = await ask<{ rows: { stages: { id: number }[] }[] }>('GET', '/pipelines');
    const rule = { deptId: null, kind: 'customerIdle', grades: ['A'], days: 5 };
    const row = await ask('POST', '/alert-rules', rule);
    const body = {
      grades: ['B', 'C'],
      stageIds: [rows[0]!.stages[0]!.id],
      days: 9,
      times: 3,
      workdays: false,
      headDays: 4,
      aboveDays: null,
      active: false,
    };
    return { path: `/alert-rules/${row.id}`, version: row.version, body };
  },
  async 'workLogs.update'({ ask, company }) {
    // Owners owe no logs.
    await company.db.transaction(async (tx) => {
      const role = tx.selectFrom('role').select('id').where('key', '=', 'salesperson');
      const { id } = await role.executeTakeFirstOrThrow();
      await tx
        .insertInto('user_role')
        .values({ user_id: company.users['boss']!, role_id: id })
        .execute();
      await tx
        .updateTable('company')
        .set((eb) => ({ org_revision: eb('org_revision', '+', 1) }))
        .execute();
    });
    const row = await ask('POST', '/work-logs', { kind: 'day', on: '2026-11-24' });
    const lines = [{ text: '打电话', about: null, done: true }];
    const body = {
      results: '谈妥',
      problems: '价格',
      help: '经理',
      next: '签约',
      lines,
      submit: true,
    };
    return { path: `/work-logs/${row.id}`, version: row.version, body };
  },
  async 'org.updateDept'({ ask, company }) {
    const { rows } = await ask<{ rows: (Row & { name: string })[] }>('GET', '/depts');
    const under = rows.find(({ name }) => name === '二组')!.id;
    const parentId = rows.find(({ name }) => name === '一组')!.id;
    const made = await ask('POST', '/depts', { name: '三组', type: 'team', parentId: under });
    const body = {
      name: '四组',
      type: 'dept',
      parentId,
      headUserId: company.users['bob'],
      sort: 5,
      salesModel: 'dev',
      development: true,
      closed: true,
    };
    return { path: `/depts/${made.id}`, version: made.version, body };
  },
  async 'org.updateDeptHome'({ ask }) {
    const { rows } = await ask<{ rows: (Row & { name: string })[] }>('GET', '/depts');
    const path = `/depts/${rows.find(({ name }) => name === '一组')!.id}/home`;
    const body = {
      desk: { order: ['plansDue'], away: ['birthdays'] },
      menu: { order: ['stock'], more: ['/deals'] },
      views: ['idle30'],
      weekly: ['won'],
      measures: { achievement: 'visits', ranking: 'calls' },
    };
    return { path, version: 0, body };
  },
  async 'org.updateUser'({ ask, company }) {
    const id = company.users['bob']!;
    const { version } = await ask('GET', `/users/${id}`);
    const { rows } = await ask<{ rows: (Row & { key: string })[] }>('GET', '/roles');
    const { rows: depts } = await ask<{ rows: (Row & { name: string })[] }>('GET', '/depts');
    const role = (key: string) => rows.find((one) => one.key === key)!.id;
    const body = {
      name: '鲍勃',
      post: '销售',
      phone: '13800138000',
      deptId: depts.find((dept) => dept.name === '一组')!.id,
      probationEndsOn: '2026-04-05',
      regularisedOn: '2026-04-06',
      hiredOn: '2026-01-05',
      mentorId: company.users['alice'],
      principalIds: [company.users['alice']],
      roleIds: [role('salesperson'), role('sales-assistant')],
    };
    return { path: `/users/${id}`, version, body };
  },
  async 'org.updateRole'({ ask }) {
    const { id, version } = await ask('POST', '/roles', { name: '临时' });
    const grant = (permission: string, scope: string) => ({
      permission,
      scope,
      deptIds: [],
      warehouseIds: null,
      cashAccountIds: null,
    });
    const body = {
      name: '临时二',
      side: 'sales',
      grants: [grant('customers.update', 'self'), grant('customers.read', 'dept')],
      fields: { phone: 'mask', personal: 'hide', credit: 'hide', cost: 'hide' },
    };
    return { path: `/roles/${id}`, version, body };
  },
  async 'org.updateCompany'({ ask }) {
    const { version } = await ask('GET', '/company');
    return {
      path: '/company',
      version,
      body: { name: '新名称', timeZone: 'Asia/Taipei', salesModel: 'project' },
    };
  },
  async 'settings.update'({ ask }) {
    const { version } = await ask('GET', '/settings');
    const values = { 'customers.similarName': 'warn', 'network.lanRanges': ['10.0.0.0/8'] };
    return { path: '/settings', version, body: { values } };
  },
  async 'approvalFlows.updateFlow'({ company, ask }) {
    const node = (rule: string) => ({ key: 'a', name: '上级', approver: { rule } });
    const first = { kind: 'request', name: '请款', nodes: [node('chosen')] };
    const { id, version } = await ask('POST', '/approval-flows', first);
    const ccIds = [company.users['manager']!];
    const body = { name: '付款', active: false, nodes: [node('head')], ccIds };
    return { path: `/approval-flows/${id}`, version, body };
  },
  async 'settings.updateDict'({ ask }) {
    const { id, version } = await ask('POST', '/dicts', { kind: 'industry', label: '电子' });
    return { path: `/dicts/${id}`, version, body: { sort: 7, active: false } };
  },
  async 'settings.updateTag'({ ask }) {
    const { id, version } = await ask('POST', '/tags', { name: '重点' });
    return { path: `/tags/${id}`, version, body: { name: '重要', active: false } };
  },
  async 'settings.updateCustomField'({ ask }) {
    const field = { label: '规模', type: 'select', options: ['大', '小'] };
    const { id, version } = await ask('POST', '/custom-fields', field);
    const body = {
      label: '大小',
      options: ['大', '小', '中'],
      required: true,
      sort: 9,
      active: false,
    };
    return { path: `/custom-fields/${id}`, version, body };
  },
  async 'settings.updateSavedView'({ ask }) {
    const view = { page: 'customers', name: '我的', state: {} };
    const { id, version } = await ask('POST', '/saved-views', view);
    return { path: `/saved-views/${id}`, version, body: { name: '我的客户', state: { a: [1] } } };
  },
  async 'pipelines.update'({ ask }) {
    const stages = [{ name: '一', chance: 10 }];
    const made = await ask<Row & { stages: { id: number }[] }>('POST', '/pipelines', {
      name: '新流程',
      stages,
    });
    const body = {
      name: '旧流程',
      salesModel: 'project',
      active: false,
      sort: 9,
      wonNeeds: ['contract'],
      wonGates: true,
      stages: [{ id: made.stages[0]!.id, name: '始', chance: 20, stuckDays: 7, gate: [] }],
    };
    return { path: `/pipelines/${made.id}`, version: made.version, body };
  },
  async 'appraisals.updateScheme'({ ask }) {
    const manual = { kind: 'manual', key: 'm', name: '态度', weight: 100, note: '' };
    const { id, version } = await ask('POST', '/appraisals/schemes', {
      name: '业务员月度',
      span: 'month',
      posts: ['业务员'],
      deptIds: [],
      indicators: [manual],
    });
    const body = {
      name: '业务员',
      posts: ['业务员', '主管'],
      deptIds: [1],
      indicators: [{ ...manual, name: '协作' }],
      active: false,
    };
    return { path: `/appraisals/schemes/${id}`, version, body };
  },
  async 'watch.updateRule'({ ask }) {
    const { id, version } = await ask('POST', '/watch/rules', {
      name: '得分太低',
      deptIds: [],
      basis: 'score',
      span: 'month',
      bound: 6000,
      periods: 3,
    });
    const body = { name: '得分', deptIds: [1], bound: 5000, periods: 2, active: false };
    return { path: `/watch/rules/${id}`, version, body };
  },
  async 'pools.update'({ ask }) {
    const rule = {
      cause: 'lastFollowUp',
      grades: ['A', 'none'],
      days: 30,
      warnDays: 7,
      sparesOpenDeals: true,
      active: true,
    };
    const made = await ask<Row & { rules: Row[] }>('POST', '/pools', {
      name: '新公海',
      rules: [rule],
    });
    const { rows } = await ask<{ rows: Row[] }>('GET', '/depts');
    const body = {
      name: '旧公海',
      active: false,
      deptIds: [rows[0]!.id],
      coolDownDays: 5,
      claimsPerDay: 6,
      holdCap: 7,
      viewsPerDay: 8,
      workdays: true,
      rules: [{ ...rule, id: made.rules[0]!.id, cause: 'noDeal', days: 60 }],
    };
    return { path: `/pools/${made.id}`, version: made.version, body };
  },
  async 'pipelines.updateCompetitor'({ ask }) {
    const { id, version } = await ask('POST', '/competitors', { name: '蓝海' });
    const body = { name: '红海', strengths: '价格', weaknesses: '交期', note: '记', active: false };
    return { path: `/competitors/${id}`, version, body };
  },
  async 'deals.update'(office) {
    const { ask, company } = office;
    const customer = await customerOf(office);
    const contact = await ask('POST', `/customers/${customer.id}/contacts`, { name: '钱工' });
    const rival = await ask('POST', '/competitors', { name: '蓝海' });
    const { rows } = await ask<{ rows: Row[] }>('GET', '/pipelines');
    const deal = { name: '一期', pipelineId: rows[0]!.id, customerId: customer.id };
    const { id, version } = await ask('POST', '/deals', deal);
    const { boss, alice } = company.users;
    const body = {
      name: '二期',
      amountFen: 100,
      chance: 66,
      expectedOn: '2026-12-24',
      source: '展会',
      note: '记',
      lines: [{ product: '泵', qtyE4: 10_000, priceE4: 10_000 }],
      shares: [
        { userId: boss, shareBp: 4000 },
        { userId: alice, shareBp: 6000 },
      ],
      contacts: [{ contactId: contact.id, role: 'decision' }],
      competitors: [{ competitorId: rival.id, priceFen: 5, note: '' }],
      customerId: customer.id,
    };
    // The customer is taken off last: the contacts are its.
    return { path: `/deals/${id}`, version, body, alone: { customerId: null } };
  },
  async 'products.update'({ ask }) {
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const [piece, set, carton] = rows.map((row) => row.id);
    const category = await ask('POST', '/product-categories', { name: '泵' });
    const { id, version } = await ask('POST', '/products', {
      name: '泵',
      unitId: piece,
      kind: 'service',
    });
    const body = {
      code: 'P-1',
      name: '水泵',
      kind: 'goods',
      unitId: set,
      spec: '2 寸',
      categoryId: category.id,
      qtyDecimals: 2,
      tracksBatch: true,
      tracksSerial: true,
      taxBp: 900,
      fapiaoName: '泵',
      fapiaoUnit: '台',
      taxCode: '109',
      purchasePriceE4: 5_0000,
      minQtyE4: 1_0000,
      maxQtyE4: 9_0000,
      note: '记',
      units: [{ unitId: carton, num: 12, den: 1 }],
      barcodes: [{ code: '690', unitId: carton }],
    };
    return { path: `/products/${id}`, version, body, alone: { active: false } };
  },
  async 'products.updateUnit'({ ask }) {
    const { id, version } = await ask('POST', '/units', { name: '托' });
    return { path: `/units/${id}`, version, body: { name: '托盘', active: false } };
  },
  async 'products.updateCategory'({ ask }) {
    const above = await ask('POST', '/product-categories', { name: '上' });
    const { id, version } = await ask('POST', '/product-categories', { name: '下' });
    const body = { name: '下面', sort: 7, parentId: above.id, expenseAccount: 'adminExpense' };
    return { path: `/product-categories/${id}`, version, body };
  },
  async 'customerProducts.update'(office) {
    const { ask } = office;
    const customer = await customerOf(office);
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const product = await ask('POST', '/products', { name: '阀', unitId: rows[0]!.id });
    const first = { productId: product.id, code: 'A' };
    const { id, version } = await ask('POST', `/customers/${customer.id}/products`, first);
    const body = { code: 'B', name: '球阀', spec: 'DN20' };
    return { path: `/customer-products/${id}`, version, body };
  },
  async 'prices.updateLevel'({ ask }) {
    const { id, version } = await ask('POST', '/price-levels', { name: '经销' });
    return { path: `/price-levels/${id}`, version, body: { name: '代理', sort: 7, active: false } };
  },
  async 'prices.updateRule'({ ask }) {
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const product = await ask('POST', '/products', { name: '阀', unitId: rows[0]!.id });
    const rule = { productId: product.id, priceE4: 9_0000 };
    const { id, version } = await ask('POST', '/price-rules', rule);
    const body = {
      priceE4: 8_0000,
      qtyFromE4: 2_0000,
      basis: 'net',
      floorE4: 7_0000,
      ceilingE4: 9_0000,
      validFrom: '2026-12-01',
      validTo: '2026-12-31',
      note: '记',
    };
    return { path: `/price-rules/${id}`, version, body, alone: { discountBp: 500 } };
  },
  async 'priceAdjustments.update'({ ask }) {
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const product = await ask('POST', '/products', { name: '调价阀', unitId: rows[0]!.id });
    const line = { productId: product.id, unitId: rows[0]!.id, newPriceE4: 9_0000 };
    const sheet = { name: '调价', scope: 'all', validFrom: '2026-12-01', lines: [line] };
    const { id, version } = await ask('POST', '/price-adjustments', sheet);
    const body = {
      name: '冬季',
      way: 'percent',
      value: 500,
      roundingE4: 1000,
      validFrom: '2026-12-02',
      validTo: '2026-12-31',
      note: '记',
      lines: [{ ...line, newPriceE4: 8_0000, basis: 'net', floorE4: 7_0000, ceilingE4: 9_0000 }],
    };
    return { path: `/price-adjustments/${id}`, version, body };
  },
  async 'suppliers.update'({ ask, company }) {
    const first = { name: '东方', contacts: [{ name: '钱', post: '', phone: '' }] };
    const { id, version } = await ask('POST', '/suppliers', first);
    const term = { version: 1, name: '月结', sort: 1, active: 1 };
    const { id: termId } = await company.db.transaction(
      async (tx) =>
        await tx.insertInto('payment_term').values(term).returning('id').executeTakeFirstOrThrow(),
    );
    const body = {
      termId,
      code: 'DF-1',
      name: '东方红',
      contacts: [{ name: '钱多', post: '经理', phone: '13800000000' }],
      address: '路',
      taxNo: '9144',
      deductible: false,
      bank: '行',
      bankAccount: '1',
      note: '记',
      buyerId: company.users['buyer'],
      active: false,
    };
    return { path: `/suppliers/${id}`, version, body };
  },
  async 'supplierPrices.update'({ ask }) {
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const product = await ask('POST', '/products', { name: '阀', unitId: rows[0]!.id });
    const supplier = await ask('POST', '/suppliers', { name: '东方' });
    const price = { supplierId: supplier.id, productId: product.id, priceE4: 9_0000 };
    const { id, version } = await ask('POST', '/supplier-prices', price);
    const body = {
      priceE4: 8_0000,
      basis: 'net',
      qtyFromE4: 2_0000,
      validFrom: '2026-12-01',
      validTo: '2026-12-31',
      partNo: 'X',
      note: '记',
    };
    return { path: `/supplier-prices/${id}`, version, body };
  },
  async 'purchaseOrders.update'({ ask }) {
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const places = await ask<{ rows: (Row & { kind: string })[] }>('GET', '/locations');
    const product = await ask('POST', '/products', { name: '阀', unitId: rows[0]!.id });
    const supplier = await ask('POST', '/suppliers', { name: '东方' });
    const term = await ask('POST', '/payment-terms', {
      name: '月结',
      lines: [{ shareBp: 10_000, trigger: 'monthEnd', days: 30, fixedDay: null }],
    });
    const line = { productId: product.id, qtyE4: 1_0000, priceE4: 1_0000 };
    const { id, version } = await ask('POST', '/purchase-orders', {
      supplierId: supplier.id,
      businessDate: '2026-11-24',
      warehouseId: null,
      lines: [line],
    });
    const body = {
      businessDate: '2026-11-25',
      basis: 'net',
      expectedDate: '2026-12-01',
      termId: term.id,
      warehouseId: places.rows.find((row) => row.kind === 'warehouse')!.id,
      supplierOrderNo: 'X',
      note: '记',
      lines: [{ ...line, qtyE4: 2_0000 }],
    };
    return { path: `/purchase-orders/${id}`, version, body };
  },
  async 'receiptNotes.update'({ ask }) {
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const places = await ask<{ rows: (Row & { kind: string })[] }>('GET', '/locations');
    const product = await ask('POST', '/products', { name: '阀', unitId: rows[0]!.id });
    const supplier = await ask('POST', '/suppliers', { name: '东方' });
    const order = await ask<Row & { lines: Row[] }>('POST', '/purchase-orders', {
      supplierId: supplier.id,
      businessDate: '2026-11-24',
      warehouseId: null,
      lines: [{ productId: product.id, qtyE4: 5_0000, priceE4: 1_0000 }],
    });
    await ask('POST', `/purchase-orders/${order.id}/confirm`, { version: order.version });
    const line = { orderLineId: order.lines[0]!.id, qtyE4: 1_0000 };
    const first = { businessDate: '2026-11-24', lines: [line] };
    const { id, version } = await ask('POST', '/receipt-notes', first);
    const body = {
      businessDate: '2026-11-25',
      warehouseId: places.rows.find((row) => row.kind === 'warehouse')!.id,
      supplierNoteNo: 'X',
      note: '记',
      lines: [{ ...line, qtyE4: 2_0000 }],
    };
    return { path: `/receipt-notes/${id}`, version, body };
  },
  async 'purchaseReturns.update'({ ask }) {
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    // The first warehouse is the usual one.
    const second = await ask('POST', '/locations', { name: '二仓' });
    const product = await ask('POST', '/products', { name: '阀', unitId: rows[0]!.id });
    const supplier = await ask('POST', '/suppliers', { name: '东方' });
    const line = { productId: product.id, qtyE4: 1_0000, priceE4: 1_0000 };
    const { id, version } = await ask('POST', '/purchase-returns', {
      supplierId: supplier.id,
      businessDate: '2026-11-24',
      lines: [line],
    });
    const body = {
      businessDate: '2026-11-25',
      warehouseId: second.id,
      supplierReturnNo: 'X',
      reason: '因',
      replaces: false,
      note: '记',
      lines: [{ ...line, qtyE4: 2_0000 }],
    };
    return { path: `/purchase-returns/${id}`, version, body };
  },
  async 'purchaseRequests.update'({ ask }) {
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const product = await ask('POST', '/products', { name: '阀', unitId: rows[0]!.id });
    const line = { productId: product.id, qtyE4: 1_0000 };
    const first = { businessDate: '2026-11-24', lines: [line] };
    const { id, version } = await ask('POST', '/purchase-requests', first);
    const body = {
      businessDate: '2026-11-25',
      neededDate: '2026-12-01',
      reason: '因',
      note: '记',
      lines: [{ ...line, qtyE4: 2_0000 }],
    };
    return { path: `/purchase-requests/${id}`, version, body };
  },
  async 'locations.update'({ ask }) {
    const { id, version } = await ask('POST', '/locations', { name: '二仓' });
    const body = { name: '三仓', sellable: true, address: '路', note: '记', active: false };
    return { path: `/locations/${id}`, version, body };
  },
  async 'printTemplates.update'({ ask }) {
    const layout = readyLayout('transfer', 'a4', 'zh-CN');
    const body = { kind: 'transfer', name: '一', layout };
    const { id, version } = await ask('POST', '/print-templates', body);
    const other = { ...layout, title: '单' };
    const changed = { name: '二', standard: true, layout: other };
    return { path: `/print-templates/${id}`, version, body: changed };
  },
  async 'stockDocuments.update'({ ask }) {
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const places = await ask<{ rows: (Row & { kind: string })[] }>('GET', '/locations');
    const placeOf = (kind: string) => places.rows.find((row) => row.kind === kind)!.id;
    const unitId = rows[0]!.id;
    const product = await ask('POST', '/products', { name: '阀', unitId });
    const { id, version } = await ask('POST', '/stock-documents', {
      kind: 'transfer',
      businessDate: '2026-11-24',
      lines: [],
    });
    const body = {
      businessDate: '2026-11-23',
      fromLocationId: placeOf('warehouse'),
      toLocationId: placeOf('defective'),
      reason: 'other',
      twoStep: true,
      note: '记',
      lines: [
        {
          productId: product.id,
          unitId,
          qtyE4: 2_0000,
          priceE4: 3_0000,
          batch: 'B1',
          serials: ['S1'],
          note: '行',
        },
      ],
    };
    const made = await ask('POST', '/stock-documents', {
      kind: 'assembly',
      businessDate: '2026-11-24',
      lines: [],
    });
    const also = {
      path: `/stock-documents/${made.id}`,
      version: made.version,
      body: {
        whole: { productId: product.id, qtyE4: 2_0000, batch: 'B1', serials: ['S1'] },
        extra: { amountFen: 5_00, account: 'adminExpense' },
      },
    };
    return { path: `/stock-documents/${id}`, version, body, also };
  },
  async 'paymentTerms.update'({ ask }) {
    const line = { shareBp: 10_000, trigger: 'monthEnd', days: 30, fixedDay: null };
    const made = await ask('POST', '/payment-terms', { name: '一', lines: [line] });
    const half = { shareBp: 5_000, trigger: 'shipment', days: 60, fixedDay: 15 };
    const body = { name: '二', sort: 7, active: false, lines: [half, { ...half, days: 90 }] };
    return { path: `/payment-terms/${made.id}`, version: made.version, body };
  },
  async 'cashAccounts.update'({ ask }) {
    const { id, version } = await ask('POST', '/cash-accounts', { name: '一', kind: 'bank' });
    const body = { name: '二', bankName: '行', bankNo: '6222', sort: 7, active: false };
    return { path: `/cash-accounts/${id}`, version, body };
  },
  async 'receipts.update'(office) {
    const { ask } = office;
    const customer = await customerOf(office);
    const account = await ask('POST', '/cash-accounts', { name: '一', kind: 'bank' });
    const other = await ask('POST', '/cash-accounts', { name: '二', kind: 'cash' });
    await ask('POST', '/ar-adjustments', {
      kind: 'opening',
      customerId: customer.id,
      oldNo: 'A',
      businessDate: '2026-11-01',
      amountFen: 900,
    });
    const { items } = await ask<{ items: Row[] }>('GET', `/customers/${customer.id}/receivables`);
    const { id, version } = await ask('POST', '/receipts', {
      customerId: null,
      accountId: account.id,
      businessDate: '2026-11-24',
      amountFen: 100,
    });
    const body = {
      customerId: customer.id,
      payer: '某人',
      accountId: other.id,
      businessDate: '2026-11-23',
      method: 'cash',
      amountFen: 800,
      feeFen: 3,
      note: '记',
      lines: [{ itemId: items[0]!.id, amountFen: 700, discountFen: 5 }],
    };
    return { path: `/receipts/${id}`, version, body, alone: { bill: { ...paper, no: 'B1' } } };
  },
  async 'cashTransfers.update'({ ask }) {
    const account = async (name: string) =>
      (await ask('POST', '/cash-accounts', { name, kind: 'bank' })).id;
    const [one, two, three] = [await account('甲'), await account('乙'), await account('丙')];
    const begun = { fromId: one, toId: two, businessDate: '2026-11-24', amountFen: 100 };
    const { id, version } = await ask('POST', '/cash-transfers', begun);
    const body = {
      fromId: three,
      toId: one,
      businessDate: '2026-11-23',
      amountFen: 800,
      feeFen: 3,
      note: '记',
    };
    return { path: `/cash-transfers/${id}`, version, body };
  },
  async 'cashCategories.update'({ ask }) {
    const whole = { kind: 'payment', name: '甲类', account: 'adminExpense' };
    const { id, version } = await ask('POST', '/cash-categories', whole);
    const body = { name: '乙类', account: 'sellingExpense', sort: 3, active: false };
    return { path: `/cash-categories/${id}`, version, body };
  },
  async 'otherCash.update'(office) {
    const { ask } = office;
    const account = async (name: string) =>
      (await ask('POST', '/cash-accounts', { name, kind: 'bank' })).id;
    const category = async (name: string) =>
      (await ask('POST', '/cash-categories', { kind: 'income', name, account: 'otherIncome' })).id;
    const { id, version } = await ask('POST', '/other-cash', {
      kind: 'income',
      categoryId: await category('丁类'),
      accountId: await account('丁'),
      businessDate: '2026-11-24',
      amountFen: 100,
      party: { kind: 'none', name: '谁' },
    });
    const body = {
      categoryId: await category('戊类'),
      accountId: await account('戊'),
      businessDate: '2026-11-23',
      amountFen: 800,
      party: { kind: 'customer', id: (await customerOf(office)).id },
      note: '记',
    };
    return { path: `/other-cash/${id}`, version, body };
  },
  async 'expenseClaims.update'(office) {
    const { ask } = office;
    const { rows } = await ask<{ rows: (Row & { kind: string })[] }>('GET', '/cash-categories');
    const categoryId = rows.find((row) => row.kind === 'expense')!.id;
    const { id, version } = await ask('POST', '/expense-claims', { title: '一' });
    const customerId = (await customerOf(office)).id;
    const line = { categoryId, spentOn: '2026-11-20', amountFen: 100, note: '记', customerId };
    return { path: `/expense-claims/${id}`, version, body: { title: '二', lines: [line] } };
  },
  async 'payments.update'(office) {
    const { ask } = office;
    const first = await ask('POST', '/suppliers', { name: '一' });
    const supplier = await ask('POST', '/suppliers', { name: '二' });
    const account = await ask('POST', '/cash-accounts', { name: '一', kind: 'bank' });
    const other = await ask('POST', '/cash-accounts', { name: '二', kind: 'cash' });
    await ask('POST', '/ap-adjustments', {
      kind: 'opening',
      supplierId: supplier.id,
      oldNo: 'A',
      businessDate: '2026-11-01',
      amountFen: 900,
    });
    const { items } = await ask<{ items: Row[] }>('GET', `/suppliers/${supplier.id}/payables`);
    const customer = await customerOf(office);
    const held = await ask<Row & { bill: Row }>('POST', '/receipts', {
      customerId: customer.id,
      accountId: null,
      method: 'bill',
      bill: { ...paper, no: 'B1' },
      businessDate: '2026-11-23',
      amountFen: 800,
    });
    await ask('POST', `/receipts/${held.id}/confirm`, { version: held.version });
    const { id, version } = await ask('POST', '/payments', {
      supplierId: first.id,
      accountId: account.id,
      businessDate: '2026-11-24',
      amountFen: 100,
    });
    const body = {
      supplierId: supplier.id,
      accountId: other.id,
      businessDate: '2026-11-23',
      method: 'cash',
      amountFen: 800,
      feeFen: 3,
      note: '记',
      lines: [{ itemId: items[0]!.id, amountFen: 700, discountFen: 5 }],
    };
    // One of our own first, then one that is held.
    const alone = { bill: { ...paper, no: 'B2' }, billId: held.bill.id };
    return { path: `/payments/${id}`, version, body, alone };
  },
  async 'supplierInvoices.update'({ ask }) {
    const supplier = await ask('POST', '/suppliers', { name: '甲' });
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const product = await ask('POST', '/products', { name: '阀', unitId: rows[0]!.id });
    const order = await ask('POST', '/purchase-orders', {
      supplierId: supplier.id,
      businessDate: '2026-11-24',
      lines: [{ productId: product.id, qtyE4: 5_0000, priceE4: 3_0000 }],
    });
    const { lines } = await ask<Row & { lines: Row[] }>(
      'POST',
      `/purchase-orders/${order.id}/confirm`,
      { version: order.version },
    );
    const note = await ask<Row & { lines: Row[] }>('POST', '/receipt-notes', {
      businessDate: '2026-11-24',
      lines: [{ orderLineId: lines[0]!.id, qtyE4: 5_0000 }],
    });
    const came = await ask<Row & { lines: Row[] }>('POST', `/receipt-notes/${note.id}/confirm`, {
      version: note.version,
    });
    const receiptLineId = came.lines[0]!.id;
    const made = await ask('POST', '/supplier-invoices', {
      supplierId: supplier.id,
      businessDate: '2026-11-24',
      lines: [{ receiptLineId, qtyE4: 2_0000 }],
    });
    const body = {
      kind: 'paperSpecial',
      code: '3100',
      number: '0001',
      businessDate: '2026-11-23',
      deductible: false,
      note: '记',
      dueDate: '2026-12-24',
      lines: [{ receiptLineId, qtyE4: 3_0000, netFen: 900, taxFen: 10 }],
    };
    const { rows: categories } = await ask<{ rows: (Row & { kind: string })[] }>(
      'GET',
      '/cash-categories',
    );
    const categoryId = categories.find((one) => one.kind === 'expense')!.id;
    const alone = { charges: [{ categoryId, name: '房租', netFen: 900, taxFen: 0 }] };
    return { path: `/supplier-invoices/${made.id}`, version: made.version, body, alone };
  },
  async 'fapiao.update'(office) {
    const { ask } = office;
    const customer = await customerOf(office);
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const product = await ask('POST', '/products', { name: '阀', unitId: rows[0]!.id });
    const order = await ask('POST', '/sales-orders', {
      customerId: customer.id,
      businessDate: '2026-11-24',
      lines: [{ productId: product.id, qtyE4: 5_0000, priceE4: 3_0000 }],
    });
    const { lines } = await ask<Row & { lines: Row[] }>(
      'POST',
      `/sales-orders/${order.id}/confirm`,
      { version: order.version },
    );
    const line = { orderLineId: lines[0]!.id, deliveryLineId: null, qtyE4: 2_0000 };
    const made = await ask('POST', '/fapiao', {
      customerId: customer.id,
      businessDate: '2026-11-24',
      lines: [line],
    });
    const buyer = { title: '名', taxNo: '1', bank: '行', account: '2', address: '址', phone: '' };
    const body = {
      kind: 'paperSpecial',
      code: '3100',
      number: '0001',
      businessDate: '2026-11-23',
      buyer: { ...buyer, phone: '021-1' },
      note: '记',
      lines: [{ ...line, qtyE4: 3_0000 }],
    };
    return { path: `/fapiao/${made.id}`, version: made.version, body };
  },
  async 'deliveries.update'(office) {
    const { ask } = office;
    const customer = await customerOf(office);
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const product = await ask('POST', '/products', { name: '阀', unitId: rows[0]!.id });
    const second = await ask('POST', '/locations', { name: '发货仓' });
    const order = await ask('POST', '/sales-orders', {
      customerId: customer.id,
      businessDate: '2026-11-24',
      lines: [{ productId: product.id, qtyE4: 5_0000, priceE4: 3_0000 }],
    });
    const { lines } = await ask<Row & { lines: Row[] }>(
      'POST',
      `/sales-orders/${order.id}/confirm`,
      { version: order.version },
    );
    const line = { orderLineId: lines[0]!.id, qtyE4: 2_0000 };
    const made = await ask('POST', '/deliveries', { businessDate: '2026-11-24', lines: [line] });
    const body = {
      businessDate: '2026-11-25',
      warehouseId: second.id,
      carrier: '德邦',
      trackingNo: 'DB1',
      note: '记',
      lines: [{ ...line, qtyE4: 3_0000, batch: 'B1', serials: ['S1'], note: '行' }],
    };
    return { path: `/deliveries/${made.id}`, version: made.version, body };
  },
  async 'loans.update'(office) {
    const { ask } = office;
    const customer = await customerOf(office);
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const unitId = rows[0]!.id;
    const product = await ask('POST', '/products', { name: '样阀', unitId });
    const second = await ask('POST', '/locations', { name: '样品仓' });
    const line = { productId: product.id, unitId, qtyE4: 2_0000 };
    const made = await ask('POST', '/loans', {
      customerId: customer.id,
      businessDate: '2026-11-24',
      dueOn: '2026-12-24',
      lines: [line],
    });
    const body = {
      businessDate: '2026-11-25',
      dueOn: '2026-12-31',
      warehouseId: second.id,
      purpose: '试用',
      note: '记',
      lines: [{ ...line, qtyE4: 3_0000, batch: 'B1', serials: ['S1'], note: '行' }],
    };
    return { path: `/loans/${made.id}`, version: made.version, body };
  },
  async 'salesReturns.update'(office) {
    const { ask } = office;
    const customer = await customerOf(office);
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const unitId = rows[0]!.id;
    const product = await ask('POST', '/products', { name: '退回的阀', unitId, taxBp: 1300 });
    const second = await ask('POST', '/locations', { name: '二号仓' });
    const line = { productId: product.id, unitId, qtyE4: 2_0000, priceE4: 11_3000 };
    const made = await ask('POST', '/sales-returns/without-delivery', {
      customerId: customer.id,
      businessDate: '2026-11-24',
      reason: '旧货',
      disposal: 'stock',
      lines: [line],
    });
    const body = {
      businessDate: '2026-11-25',
      warehouseId: second.id,
      reason: '坏了',
      disposal: 'scrap',
      note: '记',
      lines: [{ ...line, qtyE4: 3_0000, batch: 'B1', serials: ['S1'], note: '行' }],
    };
    return { path: `/sales-returns/${made.id}`, version: made.version, body };
  },
  async 'salesReturns.change'(office) {
    const { ask } = office;
    const customer = await customerOf(office);
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const unitId = rows[0]!.id;
    const product = await ask('POST', '/products', { name: '发过的阀', unitId, taxBp: 1300 });
    const second = await ask('POST', '/locations', { name: '退货仓' });
    const businessDate = '2026-11-24';
    const places = await ask<{ rows: (Row & { kind: string; sellable: boolean })[] }>(
      'GET',
      '/locations',
    );
    const here = places.rows.find((one) => one.kind === 'warehouse' && one.sellable)!.id;
    const came = await ask('POST', '/stock-documents', {
      kind: 'otherIn',
      businessDate,
      toLocationId: here,
      reason: 'opening',
      lines: [{ productId: product.id, unitId, qtyE4: 9_0000, priceE4: 5_0000 }],
    });
    await ask('POST', `/stock-documents/${came.id}/confirm`, { version: 1 });
    const goods = { productId: product.id, qtyE4: 3_0000, priceE4: 11_3000 };
    const sold = await ask('POST', '/sales-orders', {
      customerId: customer.id,
      businessDate,
      lines: [goods],
    });
    const order = await ask<Row & { lines: Row[] }>('POST', `/sales-orders/${sold.id}/confirm`, {
      version: 1,
    });
    const sent = await ask<Row & { lines: Row[] }>('POST', '/deliveries', {
      businessDate,
      lines: [{ orderLineId: order.lines[0]!.id, qtyE4: 3_0000 }],
    });
    await ask('POST', `/deliveries/${sent.id}/confirm`, { version: 1 });
    const line = { deliveryLineId: sent.lines[0]!.id, qtyE4: 2_0000 };
    const made = await ask('POST', '/sales-returns', {
      deliveryId: sent.id,
      businessDate,
      reason: '旧货',
      disposal: 'stock',
      lines: [line],
    });
    const body = {
      businessDate: '2026-11-25',
      warehouseId: second.id,
      reason: '坏了',
      disposal: 'scrap',
      note: '记',
      lines: [{ ...line, qtyE4: 3_0000, note: '行' }],
    };
    return { path: `/sales-returns/${made.id}/of-delivery`, version: made.version, body };
  },
  async 'quotations.update'(office) {
    const { ask, company } = office;
    const customer = await customerOf(office);
    const contact = await ask('POST', `/customers/${customer.id}/contacts`, { name: '李娜' });
    const pipelines = await ask<{ rows: Row[] }>('GET', '/pipelines');
    const deal = await ask('POST', '/deals', {
      name: '泵',
      pipelineId: pipelines.rows[0]!.id,
      customerId: customer.id,
    });
    const termId = await company.db.transaction(async (tx) => {
      const term = { version: 1, name: '月结三十', sort: 0, active: 1 };
      const made = tx.insertInto('payment_term').values(term).returning('id');
      return (await made.executeTakeFirstOrThrow()).id;
    });
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const product = await ask('POST', '/products', { name: '报价阀', unitId: rows[0]!.id });
    const { id, version } = await ask('POST', '/quotations', {
      customerId: customer.id,
      businessDate: '2026-11-24',
      lines: [],
    });
    const body = {
      businessDate: '2026-11-23',
      validTo: '2026-12-30',
      basis: 'net',
      contactId: contact.id,
      dealId: deal.id,
      termId,
      leadTime: '两周',
      note: '记',
      lines: [
        {
          kind: 'goods',
          productId: product.id,
          qtyE4: 2_0000,
          priceE4: 3_0000,
          discountBp: 500,
          taxBp: 1300,
          note: '行',
        },
      ],
    };
    return { path: `/quotations/${id}`, version, body };
  },
  async 'contracts.update'(office) {
    const { ask, company } = office;
    const customer = await customerOf(office);
    const contact = await ask('POST', `/customers/${customer.id}/contacts`, { name: '李娜' });
    const pipelines = await ask<{ rows: Row[] }>('GET', '/pipelines');
    const deal = await ask('POST', '/deals', {
      name: '泵',
      pipelineId: pipelines.rows[0]!.id,
      customerId: customer.id,
    });
    const termId = await company.db.transaction(async (tx) => {
      const term = { version: 1, name: '月结四十五', sort: 0, active: 1 };
      const made = tx.insertInto('payment_term').values(term).returning('id');
      return (await made.executeTakeFirstOrThrow()).id;
    });
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const product = await ask('POST', '/products', { name: '合同阀', unitId: rows[0]!.id });
    const { id, version } = await ask('POST', '/contracts', {
      customerId: customer.id,
      title: '年度',
      startOn: '2026-11-24',
      lines: [],
    });
    const body = {
      kind: 'frame',
      title: '年度供货',
      startOn: '2026-11-23',
      endOn: '2027-11-22',
      signedOn: '2026-11-20',
      basis: 'net',
      amountFen: 100_000,
      customerNo: 'C-1',
      ourSigner: '甲',
      theirSigner: '乙',
      clauses: '略',
      note: '记',
      contactId: contact.id,
      dealId: deal.id,
      termId,
      ownerId: company.users['alice'],
      lines: [
        {
          kind: 'goods',
          productId: product.id,
          qtyE4: 2_0000,
          priceE4: 3_0000,
          discountBp: 500,
          taxBp: 1300,
          note: '行',
        },
      ],
      milestones: [
        { name: '定金', shareBp: 3000, trigger: 'signing', days: 3 },
        { name: '尾款', amountFen: 70_000, trigger: 'date', plannedOn: '2027-01-31', note: '记' },
      ],
    };
    return { path: `/contracts/${id}`, version, body };
  },
  async 'contracts.mark'(office) {
    const { ask, company } = office;
    const customer = await customerOf(office);
    const made = await ask<Row & { milestones: Row[] }>('POST', '/contracts', {
      customerId: customer.id,
      title: '节点',
      startOn: '2026-11-24',
      lines: [{ kind: 'service', text: '安装', qtyE4: 1_0000, priceE4: 100_0000 }],
      milestones: [{ name: '全款', shareBp: 10_000, trigger: 'acceptance' }],
    });
    await company.db.transaction(async (tx) => {
      const active = { state: 'active', no: 'HT-1' };
      await tx.updateTable('contract').set(active).where('id', '=', made.id).execute();
    });
    const body = { reachedOn: '2026-11-20', paidOn: '2026-11-23' };
    const one = made.milestones[0]!;
    return { path: `/contract-milestones/${one.id}`, version: one.version, body };
  },
  async 'orderChanges.update'(office) {
    const { ask, company } = office;
    const customer = await customerOf(office);
    const address = await ask('POST', `/customers/${customer.id}/addresses`, {
      address: '北路2号',
    });
    const termId = await company.db.transaction(async (tx) => {
      const term = { version: 1, name: '月结六十', sort: 0, active: 1 };
      const made = tx.insertInto('payment_term').values(term).returning('id');
      return (await made.executeTakeFirstOrThrow()).id;
    });
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const product = await ask('POST', '/products', { name: '变更阀', unitId: rows[0]!.id });
    const goods = { productId: product.id, qtyE4: 2_0000, priceE4: 3_0000 };
    const { id, version } = await ask('POST', '/sales-orders', {
      customerId: customer.id,
      businessDate: '2026-11-24',
      lines: [goods],
    });
    const order = await ask<Row & { lines: Row[] }>('POST', `/sales-orders/${id}/confirm`, {
      version,
    });
    const second = await ask('POST', '/locations', { name: '三号仓', sellable: true });
    const ordered = { id: order.lines[0]!.id, kind: 'goods', ...goods, taxBp: 1300 };
    const change = await ask('POST', `/sales-orders/${id}/changes`, {
      reason: '客户改单',
      lines: [ordered],
    });
    const body = {
      reason: '客户又改',
      requiredDate: '2026-12-30',
      customerOrderNo: 'PO-9',
      payer: '总部',
      note: '记',
      termId,
      addressId: address.id,
      warehouseId: second.id,
      lines: [
        { ...ordered, qtyE4: 5_0000, discountBp: 500, deviation: '量大', note: '行' },
        { ...goods, kind: 'goods', promisedDate: '2026-12-20', requiredDate: '2026-12-18' },
      ],
    };
    return { path: `/order-changes/${change.id}`, version: change.version, body };
  },
  async 'salesOrders.update'(office) {
    const { ask, company } = office;
    const customer = await customerOf(office);
    const of = `/customers/${customer.id}`;
    const contact = await ask('POST', `${of}/contacts`, { name: '李娜' });
    const address = await ask('POST', `${of}/addresses`, { address: '科技路1号' });
    const title = await ask('POST', `${of}/titles`, { title: '华瑞' });
    const pipelines = await ask<{ rows: Row[] }>('GET', '/pipelines');
    const deal = await ask('POST', '/deals', {
      name: '泵',
      pipelineId: pipelines.rows[0]!.id,
      customerId: customer.id,
    });
    const termId = await company.db.transaction(async (tx) => {
      const term = { version: 1, name: '月结', sort: 0, active: 1 };
      const made = tx.insertInto('payment_term').values(term).returning('id');
      return (await made.executeTakeFirstOrThrow()).id;
    });
    const { rows } = await ask<{ rows: Row[] }>('GET', '/units');
    const product = await ask('POST', '/products', { name: '阀', unitId: rows[0]!.id });
    const places = await ask<{ rows: (Row & { kind: string })[] }>('GET', '/locations');
    const { id, version } = await ask('POST', '/sales-orders', {
      customerId: customer.id,
      businessDate: '2026-11-24',
      warehouseId: null,
      lines: [],
    });
    const body = {
      businessDate: '2026-11-23',
      basis: 'net',
      contactId: contact.id,
      dealId: deal.id,
      requiredDate: '2026-12-01',
      termId,
      warehouseId: places.rows.find((row) => row.kind === 'warehouse')!.id,
      addressId: address.id,
      titleId: title.id,
      customerOrderNo: 'PO-1',
      payer: '总部',
      note: '记',
      shares: [{ userId: company.users['alice']!, shareBp: 10_000 }],
      lines: [
        {
          kind: 'goods',
          productId: product.id,
          qtyE4: 2_0000,
          priceE4: 3_0000,
          discountBp: 500,
          taxBp: 1300,
          requiredDate: '2026-12-02',
          promisedDate: '2026-12-03',
          note: '行',
        },
      ],
    };
    return { path: `/sales-orders/${id}`, version, body };
  },
  async 'knowledge.updateCategory'({ ask }) {
    const above = await ask('POST', '/knowledge/categories', { name: '上' });
    const { id, version } = await ask('POST', '/knowledge/categories', { name: '下' });
    const body = { name: '下面', sort: 7, parentId: above.id };
    return { path: `/knowledge/categories/${id}`, version, body };
  },
  async 'knowledge.saveDraft'({ ask, boss, company }) {
    const { rows } = await ask<{ rows: Row[] }>('GET', '/knowledge/categories');
    const { rows: depts } = await ask<{ rows: Row[] }>('GET', '/depts');
    const text = (words: string) => ({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
    });
    const draft = { title: '一', categoryId: rows[0]!.id, body: text('一') };
    const only = { everybody: false, deptIds: [depts[0]!.id] };
    const made = await ask<{ articleId: number; version: number }>('POST', '/knowledge/articles', {
      ...draft,
      ...only,
    });
    const sent = await company.app.inject({
      method: 'POST',
      url: '/api/v1/knowledge/files?name=a.txt',
      headers: {
        authorization: `Bearer ${boss}`,
        'idempotency-key': 'file-of-an-article',
        'content-type': 'application/octet-stream',
      },
      payload: Buffer.from('a'),
    });
    const body = {
      title: '二',
      categoryId: rows[1]!.id,
      body: text('二'),
      fileIds: [sent.json<Row>().id],
      deptIds: [depts[1]!.id],
      required: true,
      everybody: true,
    };
    return { path: `/knowledge/articles/${made.articleId}`, version: made.version, body };
  },
  async 'training.updateCourse'({ ask }) {
    const { id, version } = await ask('POST', '/training/courses', { title: '一' });
    const text = { type: 'doc', content: [{ type: 'paragraph', content: [] }] };
    const words = { type: 'text', text: '课' };
    const lesson = {
      kind: 'text',
      title: '课',
      body: { ...text, content: [{ type: 'paragraph', content: [words] }] },
    };
    const { lessonList, version: now } = await ask<Row & { lessonList: Row[] }>(
      'PATCH',
      `/training/courses/${id}`,
      { version, lessons: [lesson, lesson] },
    );
    const lessons = [{ ...lesson, id: lessonList[0]!.id, title: '课一' }];
    const body = { title: '二', note: '记', active: false, lessons };
    return { path: `/training/courses/${id}`, version: now, body };
  },
  async 'questions.updateCategory'({ ask }) {
    const { id, version } = await ask('POST', '/training/question-categories', { name: '甲' });
    return { path: `/training/question-categories/${id}`, version, body: { name: '乙', sort: 7 } };
  },
  async 'questions.updateQuestion'({ ask }) {
    const one = await ask('POST', '/training/question-categories', { name: '甲' });
    const two = await ask('POST', '/training/question-categories', { name: '乙' });
    const first = { categoryId: one.id, kind: 'text', text: '问' };
    const { id, version } = await ask('POST', '/training/questions', first);
    const body = {
      categoryId: two.id,
      text: '再问',
      options: ['甲', '乙'],
      right: [1],
      accepted: ['丙'],
      reference: '参',
      explanation: '因为',
      points: 7,
      difficulty: 3,
      kind: 'single',
      state: 'published',
    };
    return { path: `/training/questions/${id}`, version, body };
  },
  async 'exams.updateExam'({ ask }) {
    const { id: categoryId } = await ask('POST', '/training/question-categories', { name: '甲' });
    const question = { categoryId, kind: 'boolean', text: '问', right: [0], publish: true };
    const { id: questionId } = await ask('POST', '/training/questions', question);
    const exam = { title: '一', items: [{ questionId }] };
    const { id, version } = await ask('POST', '/training/exams', exam);
    const body = {
      title: '二',
      note: '记',
      active: false,
      passPercent: 80,
      minutes: 20,
      tries: 2,
      waitHours: 3,
      shuffleQuestions: false,
      shuffleOptions: false,
      openFrom: '2026-11-01',
      openUntil: '2026-12-01',
      answersShown: 'always',
      items: [
        { questionId, points: 8 },
        { categoryId, count: 2 },
      ],
    };
    return { path: `/training/exams/${id}`, version, body };
  },
  async 'training.updatePath'({ ask }) {
    const one = await ask('POST', '/training/courses', { title: '一' });
    const two = await ask('POST', '/training/courses', { title: '二' });
    const steps = [{ courseId: one.id, days: 3 }];
    const { id, version } = await ask('POST', '/training/paths', { name: '甲', steps });
    const more = [...steps, { courseId: two.id, days: 5 }];
    const body = { name: '乙', note: '记', active: false, steps: more };
    return { path: `/training/paths/${id}`, version, body };
  },
  async 'training.updateRule'({ ask }) {
    const one = await ask('POST', '/training/courses', { title: '一' });
    const steps = [{ courseId: one.id, days: 3 }];
    const path = await ask('POST', '/training/paths', { name: '甲', steps });
    const other = await ask('POST', '/training/paths', { name: '乙', steps });
    const { rows } = await ask<{ rows: Row[] }>('GET', '/depts');
    const { id, version } = await ask('POST', '/training/rules', { pathId: path.id });
    const body = {
      pathId: other.id,
      deptId: rows[0]!.id,
      post: '业务员',
      hiredWithinDays: 60,
      active: false,
    };
    return { path: `/training/rules/${id}`, version, body };
  },
  async 'system.updateSchedule'({ ask }) {
    const { rows } = await ask<{ rows: (Row & { key: string })[] }>('GET', '/schedules');
    const { key, version } = rows[0]!;
    return { path: `/schedules/${key}`, version, body: { at: '04:44', enabled: false } };
  },
};

/** Everything that is stored, but the answers that are kept for repeated requests. */
async function stored({ db }: Company): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const { name } of await db.read.introspection.getTables()) {
    if (/idempotency_key|sqlite_|_search/.test(name)) continue;
    all[name] = await db.read
      .selectFrom(name as 'customer')
      .selectAll()
      .execute();
  }
  return all;
}

async function twice(office: Office, name: string) {
  const { path, version, body } = await changes[name]!(office);
  const first = await office.ask('PATCH', path, { version, ...body });
  // Work that the change began in the background is part of it.
  await office.company.jobs.idle();
  const before = await stored(office.company);
  const again = await office.ask('PATCH', path, { version: first.version, ...body });
  return { version, first, again, before, after: await stored(office.company) };
}

test('every PATCH is asked here', () => {
  const patches = allEndpoints().filter(({ endpoint }) => endpoint.method === 'PATCH');
  expect(Object.keys(changes).toSorted()).toEqual(patches.map(({ name }) => name).toSorted());
});

test.each(Object.keys(changes))(
  '%s with the values that are stored changes nothing',
  async (name) => {
    const office = await open(startCompany);
    try {
      const { version, first, again, before, after } = await twice(office, name);
      expect(first.version).toBeGreaterThan(version);
      expect(again).toEqual(first);
      expect(after).toEqual(before);
    } finally {
      await office.company.stop();
    }
  },
);

/** Without what goes beside a change. */
const beside = new Set(['version', 'duplicateReason']);
const patches = new Map(allEndpoints().map(({ name, endpoint }) => [name, endpoint]));

test.each(Object.keys(changes))('%s: each field by itself is a change', async (name) => {
  const office = await open(startCompany);
  try {
    const change = await changes[name]!(office);
    const rows = change.also ? [change, change.also] : [change];
    const fields = rows.flatMap(({ body, alone }) => Object.keys({ ...body, ...alone }));
    const schema = patches.get(name)!.body as unknown as { shape: object };
    const known = Object.keys(schema.shape).filter((field) => !beside.has(field));
    expect(fields.toSorted()).toEqual(known.toSorted());
    for (const { path, version, body, alone } of rows) {
      let now = version;
      for (const [field, value] of Object.entries({ ...body, ...alone })) {
        const after = await office.ask('PATCH', path, { version: now, [field]: value });
        expect(after.version, field).toBeGreaterThan(now);
        now = after.version;
      }
    }
  } finally {
    await office.company.stop();
  }
});

test('a command that changed nothing is answered alike when it is sent again, and a stale one is not', async () => {
  const office = await open(startCompany);
  const { company, boss, ask } = office;
  try {
    const { id, version } = await customerOf(office);
    const { version: now } = await ask('PATCH', `/customers/${id}`, { version, note: 'a' });
    const key = { 'idempotency-key': 'the-same-key-again' };
    const patch = async (body: object, headers = {}) =>
      await company.call(boss, 'PATCH', `/customers/${id}`, body, headers);
    const one = await patch({ version: now, note: 'a' }, key);
    const two = await patch({ version: now, note: 'a' }, key);
    expect([one.status, one.json.version]).toEqual([200, now]);
    expect(two.text).toBe(one.text);
    expect((await patch({ version: now, note: 'b' }, key)).json.code).toBe(
      'idempotency-key-reused',
    );
    expect((await patch({ version, note: 'a' })).json.code).toBe('version-conflict');
    // Part of it new: all of it is one change.
    expect((await patch({ version: now, note: 'a', city: '深圳' })).json.version).toBe(now + 1);
  } finally {
    await company.stop();
  }
});

test('without the look at what changed the version goes up, and this test sees it', async () => {
  vi.resetModules();
  vi.doMock('@xinhang/server/http/change-of-nothing.ts', async (load) => ({
    ...(await load<object>()),
    unlessNothing: async (ctx: unknown, _version: number, run: (ctx: unknown) => unknown) =>
      await run(ctx),
  }));
  const broken = await import('../helpers/server.ts');
  const office = await open(broken.startCompany);
  try {
    const { first, again } = await twice(office, 'settings.updateTag');
    expect(again.version).toBe(first.version + 1);
  } finally {
    await office.company.stop();
  }
});
