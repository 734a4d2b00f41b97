import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCrmPipeline } from '@xinhang/server/imports/crm-pipeline.ts';
import { importNorthwind } from '@xinhang/server/imports/northwind.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { placeOf } from '../helpers/place.ts';
import { startCompany } from '../helpers/server.ts';

// Dozens of first passwords are hashed as slowly as real ones.
vi.setConfig({ testTimeout: 120_000 });

const ordersHead =
  'order_id,customer_id,employee_id,order_date,required_date,shipped_date,ship_via,freight';
/** Small sets of our own in the form of the two public ones. */
const trading: Record<string, string> = {
  'employees.csv': `employee_id,last_name,first_name,title,hire_date,reports_to
2,Ferro,Anna,Head of sales,1992-08-14,
5,Brand,Otto,Manager,1993-10-17,2
6,Suya,Mia,Representative,1993-10-17,5
`,
  'customers.csv': `customer_id,company_name,contact_name,contact_title,address,city,region,postal_code,country,phone,fax
AAA,Alpha Foods,Maria A,Owner,Main St. 1,Berlin,,12209,Germany,030-0074321,030-0076545
BBB,Beta Drinks,"Bo
Berg",Buyer,Side St. 2,Lulea,,S-958,Sweden,0921-12 34 65,
CCC,Gamma,Carl,Owner,Road 3,Paris,,75000,France,01-4455667,
`,
  'categories.csv': 'category_id,category_name\n1,Drinks\n',
  'shippers.csv': 'shipper_id,company_name\n1,Fast Freight\n',
  'suppliers.csv': `supplier_id,company_name,contact_name,contact_title,address,city,region,postal_code,country,phone,fax,homepage
1,Leaf Traders,Lia Leaf,Sales,Quay 1,London,,E1,UK,020 7946 0000,,
`,
  'products.csv': `product_id,product_name,supplier_id,category_id,quantity_per_unit,unit_price,units_in_stock,reorder_level,discontinued
1,Tea,1,1,10 boxes,10,40,5,0
2,Rum,1,1,24 bottles,20,0,0,1
`,
  'orders.csv': `${ordersHead}
1,AAA,5,1996-07-04,1996-08-01,1996-07-16,1,4.5
2,AAA,6,1996-07-04,1996-08-01,1996-07-16,1,0
3,BBB,6,1996-07-05,1996-08-01,,1,2
`,
  'order_details.csv': `order_id,product_id,unit_price,quantity,discount
1,1,10,10,0.5
2,1,10,6,0
3,1,1,1,0
`,
};
const pipeline: Record<string, string> = {
  'sales_teams.csv':
    'sales_agent,manager,regional_office\nAnn One,Max Head,West\nBob Two,Max Head,West\n',
  'accounts.csv': `account,sector,year_established,revenue,employees,office_location,subsidiary_of
Acme,retail,1996,1100.04,2822,Kenya,
Beta,retail,1996,1,2,Kenya,Acme
`,
  'products.csv': 'product,series,sales_price\nGTX Pro,GTX,4821\n',
  'sales_pipeline.csv': `opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
O1,Ann One,GTX Pro,Acme,Won,10/20/2016,3/1/2017,10
O2,Bob Two,GTX Pro,Acme,Won,10/20/2016,3/1/2017,30
O3,Ann One,GTX Pro,Beta,Lost,10/20/2016,3/1/2017,0
`,
};

const root = mkdtempSync(join(tmpdir(), 'xinhang-sets-'));
let company: Awaited<ReturnType<typeof startCompany>>;
let sets = 0;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(async () => {
  await company.stop();
  rmSync(root, { recursive: true });
});

type Files = Record<string, string | Buffer>;
function written(files: Files): string {
  const directory = join(root, String((sets += 1)));
  mkdirSync(directory);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}
const northwind = async (files: Files) =>
  await importNorthwind(placeOf(company), written({ ...trading, ...files }));
const crm = async (files: Files) =>
  await importCrmPipeline(placeOf(company), written({ ...pipeline, ...files }));

async function owners(prefix: string): Promise<Record<string, string>> {
  const rows = await company.db.read
    .selectFrom('customer')
    .innerJoin('user', 'user.id', 'customer.owner_id')
    .select(['customer.name as name', 'user.login as login', 'customer.external_no as no'])
    .orderBy('customer.id')
    .execute();
  const own = rows.filter(({ no }) => no.startsWith(prefix));
  return Object.fromEntries(own.map(({ name, login }) => [name, login]));
}

const places = (findings: { file: string; line: number; reason: string }[]) =>
  findings.map(({ file, line, reason }) => `${file}:${line}: ${reason}`);

async function everything() {
  const { read } = company.db;
  const of = async (
    table:
      | 'customer'
      | 'user'
      | 'dept'
      | 'company'
      | 'audit_event'
      | 'product'
      | 'supplier'
      | 'sales_order'
      | 'delivery'
      | 'stock_ledger',
  ) => await read.selectFrom(table).selectAll().execute();
  return [
    await of('product'),
    await of('supplier'),
    await of('sales_order'),
    await of('delivery'),
    await of('stock_ledger'),
    await of('customer'),
    await of('user'),
    await of('dept'),
    await of('company'),
    await of('audit_event'),
  ];
}

test('broken rows of a trading company are reported where they stand, and the rest comes in', async () => {
  const report = await northwind({
    'employees.csv': `${trading['employees.csv']}6,Again,Ina,Twin,1993-10-17,5\n7,Lost,Lou,Stray,,99\n8,,Nameless,X,,2\n`,
    'customers.csv': `${trading['customers.csv']}AAA,Alpha twice,M,O,A,B,,1,G,1,\nDDD,,X,Y,Z,B,,1,G,1,\nEEE,short\n`,
    'orders.csv': `${trading['orders.csv']}4,ZZZ,5,1996-07-04,,,,\n5,AAA,99,1996-07-04,,,,\n3,BBB,5,1996-07-04,,,,\n\n`,
    'order_details.csv': `${trading['order_details.csv']}9,1,1,1,0\n1,2,cheap,1,0\n3,1,500,1,0\n`,
  });
  expect(report).toMatchObject({ users: 3, customers: 3, contacts: 3 });
  expect(places(report.findings)).toEqual([
    'customers.csv:6: repeats customer_id AAA of line 2',
    'customers.csv:7: has no company_name; phone is no phone: 1; not taken',
    'customers.csv:8: has 2 cells and should have 11',
    'employees.csv:5: repeats employee_id 6 of line 4',
    'employees.csv:6: reports to unknown employee 99',
    'employees.csv:7: has no last_name; not taken',
    'order_details.csv:5: unknown order 9',
    'order_details.csv:6: unit_price is no number: cheap',
    'order_details.csv:7: repeats line 4',
    'orders.csv:5: unknown customer ZZZ; has no line in order_details.csv',
    'orders.csv:6: unknown employee 99; has no line in order_details.csv',
    'orders.csv:7: repeats order_id 3 of line 4',
  ]);
  // 6 sold more after the discount; nobody sold to Gamma, which the head of sales takes.
  expect(await owners('northwind:')).toEqual({
    'Alpha Foods': 'suya',
    'Beta Drinks': 'suya',
    Gamma: 'ferro',
  });
  const helpers = await company.db.read.selectFrom('customer_collaborator').selectAll().execute();
  expect(helpers).toEqual([]);
});

test('byte order mark, CRLF and blank lines are no difference; a second run changes nothing', async () => {
  const before = await everything();
  const windows = Object.fromEntries(
    Object.entries(trading).map(([name, text]) => [
      name,
      `\uFEFF${text.replaceAll('\n', '\r\n')}\r\n\r\n`,
    ]),
  );
  const report = await northwind(windows);
  expect(report).toMatchObject({ users: 0, customers: 0, contacts: 0, findings: [], logins: [] });
  expect(await everything()).toEqual(before);
});

test.each<[string, Files, RegExp]>([
  [
    'a column is missing',
    { 'orders.csv': 'order_id,customer_id,order_date,required_date,shipped_date\n1,AAA,,,\n' },
    /orders\.csv:1: there is no column "employee_id"/,
  ],
  [
    'another encoding',
    {
      'customers.csv': Buffer.concat([
        Buffer.from(trading['customers.csv']!),
        Buffer.from([0x44, 0xe9, 0x2c, 10]),
      ]),
    },
    /customers\.csv:6: neither UTF-8 nor GB18030/,
  ],
])('%s: refused with the file, and nothing is written', async (_, files, message) => {
  const before = await everything();
  await expect(northwind(files)).rejects.toThrow(message);
  expect(await everything()).toEqual(before);
});

test.each([
  'employees',
  'customers',
  'orders',
  'order_details',
  'products',
  'suppliers',
  'categories',
  'shippers',
])(
  'an open quote in %s.csv is reported with its line, and the rows around it come in',
  async (name) => {
    const before = await everything();
    const [head, ...rows] = trading[`${name}.csv`]!.trimEnd().split('\n');
    const broken = `X,"${'Y,'.repeat(head!.split(',').length - 2)}Z`;
    const report = await northwind({
      [`${name}.csv`]: [head, ...rows, broken, rows.at(-1)].join('\n'),
    });
    const at = rows.length + 2;
    const findings = places(report.findings);
    expect(findings[0]).toBe(
      `${name}.csv:${at}: opens a quote that is never closed; read on from the next line`,
    );
    // The row behind it was read: it repeats the last one.
    expect(findings[1]).toMatch(new RegExp(`^${name}\\.csv:${at + 1}: repeats `));
    expect(findings).toHaveLength(2);
    expect(await everything()).toEqual(before);
  },
);

test('files as a Chinese Windows saves them are read, and a broken row costs itself alone', async () => {
  const [gb, sixteen] = [Buffer.from('bbaac8f0bfc6bcbc', 'hex'), trading['employees.csv']!];
  const row = (key: string, name: Buffer) =>
    Buffer.concat([Buffer.from(`${key},`), name, Buffer.from(',,,,,,,,,\n')]);
  const head = Buffer.from(trading['customers.csv']!);
  const report = await northwind({
    'employees.csv': Buffer.from(`\uFEFF${sixteen}`, 'utf16le'),
    'customers.csv': Buffer.concat([head, row('DDD', gb), row('EEE', Buffer.from('e92c', 'hex'))]),
  });
  expect(report).toMatchObject({ users: 0, customers: 1 });
  const broken = places(report.findings).filter((text) => text.startsWith('customers.csv:7'));
  expect(broken).toEqual(['customers.csv:7: has broken characters']);
  expect(Object.keys(await owners('northwind:'))).toContain('华瑞科技');
});

test('a missing file is named', async () => {
  const directory = written({ 'employees.csv': trading['employees.csv']! });
  await expect(importNorthwind(placeOf(company), directory)).rejects.toThrow(
    /customers\.csv cannot be read/,
  );
});

const dates = '10/20/2016,3/1/2017';

test('agents, managers and accounts: broken rows reported, groups joined, twice changes nothing', async () => {
  const files = {
    'sales_teams.csv': `${pipeline['sales_teams.csv']}Ann One,Eve Other,East\nCid Three,,East\n`,
    'accounts.csv': `${pipeline['accounts.csv']}Acme,retail,1,1,1,Kenya,\nLonely,retail,1990,1,1,Kenya,Nowhere\n`,
    'sales_pipeline.csv': [
      pipeline['sales_pipeline.csv']!.trimEnd(),
      `O4,Bob Two,GTX Pro,,Won,${dates},5`,
      `O5,Bob Two,GTX Pro,Nobody,Won,${dates},5`,
      `O6,Eve Unknown,GTX Pro,Acme,Won,${dates},500`,
      `O1,Ann One,GTX Pro,Acme,Won,${dates},900`,
      `O7,Ann One,GTX Pro,Acme,Won,${dates},lots`,
    ].join('\n'),
  };
  const report = await crm(files);
  expect(report).toMatchObject({ users: 3, customers: 3 });
  expect(places(report.findings)).toEqual([
    'accounts.csv:4: repeats account Acme of line 2',
    'accounts.csv:5: nobody dealt with Lonely; it is in the pool',
    'accounts.csv:5: is a subsidiary of unknown account Nowhere; taken without it',
    'sales_pipeline.csv:5: opportunity won without account',
    'sales_pipeline.csv:6: unknown account Nobody',
    'sales_pipeline.csv:7: unknown agent Eve Unknown',
    'sales_pipeline.csv:8: repeats opportunity_id O1 of line 2',
    'sales_pipeline.csv:9: close_value is no number: lots',
    'sales_teams.csv:4: repeats sales_agent Ann One of line 2',
    'sales_teams.csv:5: has no manager',
  ]);
  expect(await owners('crm-pipeline:')).toEqual({ Acme: 'bob.two', Beta: 'ann.one' });
  const beta = await company.db.read
    .selectFrom('customer')
    .innerJoin('customer as above', 'above.id', 'customer.parent_id')
    .select(['customer.name', 'above.name as parent'])
    .execute();
  expect(beta).toEqual([{ name: 'Beta', parent: 'Acme' }]);
  const before = await everything();
  expect(await crm(files)).toMatchObject({ users: 0, customers: 0, logins: [] });
  expect(await everything()).toEqual(before);
});

test('an odd cell of a trading company is reported with its row, and only what it spoils is left out', async () => {
  const report = await northwind({
    'employees.csv': `${trading['employees.csv']}9,Dodd,Ida,Clerk,1993-02-30,5\n`,
    'orders.csv': `${ordersHead}
1,AAA,5,1996-02-30,1996-08-01,1996-07-16,1,1
2,AAA,6,,soon,1996-07-16,9,
3,BBB,6,1996-07-05,1996-08-01,1996-07-04,1,-2
4,ZZZ,6,yesterday,,,,
`,
    'order_details.csv': `order_id,product_id,unit_price,quantity,discount
1,1,10,-10,0.5
1,2,-1,10,0
2,1,10,6,1.5
2,9,10,6,0
3,1,1,,0
3,2,1e3,1,-0.1
`,
  });
  expect(places(report.findings)).toEqual([
    'employees.csv:5: hire_date is no date: 1993-02-30; taken without it',
    'order_details.csv:2: quantity is below 0: -10',
    'order_details.csv:3: unit_price is below 0: -1',
    'order_details.csv:4: discount is above 1: 1.5',
    'order_details.csv:5: unknown product 9; counted all the same, and not entered',
    'order_details.csv:6: has no quantity',
    'order_details.csv:7: unit_price is no number: 1e3; discount is below 0: -0.1',
    'orders.csv:2: order_date is no date: 1996-02-30; counted all the same, and not entered',
    'orders.csv:3: has no order_date; required_date is no date: soon; unknown shipper 9; counted all the same, and not entered',
    'orders.csv:4: shipped_date 1996-07-04 is before order_date 1996-07-05; freight is below 0: -2; counted all the same',
    'orders.csv:5: unknown customer ZZZ; has no line in order_details.csv; order_date is no date: yesterday',
  ]);
});

test('no cell that is read can be broken in silence', async () => {
  /** Columns of which nothing is asked: they may be empty, and take any text. */
  const free = [
    'customers.contact_title customers.region customers.postal_code customers.fax',
    'customers.company_name customers.contact_name customers.address customers.city customers.country',
    'employees.title employees.first_name employees.last_name products.product_name',
    'products.quantity_per_unit categories.category_name shippers.company_name suppliers.company_name',
    'suppliers.contact_name suppliers.contact_title suppliers.address suppliers.city suppliers.region',
    'suppliers.postal_code suppliers.country suppliers.fax suppliers.homepage',
    'accounts.account accounts.office_location sales_teams.manager sales_teams.regional_office',
    'sales_teams.sales_agent sales_pipeline.opportunity_id products.product products.series',
    'products.sales_price accounts.sector',
  ].join(' ');
  const may = new Set(free.split(' '));
  const silent: string[] = [];
  for (const [set, run] of [
    [trading, northwind],
    [pipeline, crm],
  ] as const) {
    const usual = (await run({})).findings.length;
    for (const [file, text] of Object.entries(set)) {
      const lines = text.split('\n');
      const header = lines[0]!.split(',');
      for (const [at, column] of header.entries()) {
        const cells = lines[1]!.split(',');
        cells[at] = '?!';
        const broken = [lines[0], cells.join(), ...lines.slice(2)].join('\n');
        const { findings } = await run({ [file]: broken });
        if (findings.length <= usual) silent.push(`${file.slice(0, -4)}.${column}`);
      }
    }
  }
  expect(silent.filter((one) => !may.has(one))).toEqual([]);
});

test('an odd cell of an opportunity or account is reported, and only what it spoils is left out', async () => {
  const rows = [
    `P1,Ann One,GTX Pro,Gamma,,${dates},10`,
    `P2,Ann One,GTX Pro,Gamma,Sold,${dates},10`,
    `P3,Ann One,GTX Pro,Gamma,Won,${dates},-10`,
    `P4,Ann One,GTX Pro,Gamma,Won,${dates},`,
    `P5,Ann One,GTX Pro,Gamma,Won,${dates},1e3`,
    `P6,Ann One,GTXPro,Gamma,Won,${dates},5`,
    `P7,Ann One,Abacus,Gamma,Won,2/30/2017,3/1/2017,5`,
    `P8,Ann One,,Gamma,Won,3/2/2017,3/1/2017,5`,
    `P9,Bob Two,GTX Pro,Gamma,Won,10/20/2016,,14`,
    `Q1,Ann One,GTX Pro,Gamma,Engaging,,,`,
    `Q2,Ann One,GTX Pro,Gamma,Prospecting,,,`,
    `Q3,Ann One,GTX Pro,Gamma,Prospecting,,soon,much`,
  ];
  const report = await crm({
    'accounts.csv': `${pipeline['accounts.csv']!.split('\n')[0]}\nGamma,retial,96,lots,-3,Kenya,\nDelta,retail,3000,-1,2.5,Kenya,Gamma\nEpsilon,,,,,,\n`,
    'sales_pipeline.csv': [pipeline['sales_pipeline.csv']!.split('\n')[0], ...rows].join('\n'),
  });
  expect(places(report.findings)).toEqual([
    'accounts.csv:2: unknown sector retial (retail?); revenue is no number: lots; employees is below 0: -3; year_established is below 1000: 96; taken as it stands',
    'accounts.csv:3: revenue is below 0: -1; employees is no whole number: 2.5; year_established is above 2026: 3000; taken as it stands',
    'accounts.csv:3: nobody dealt with Delta; it is in the pool',
    'accounts.csv:4: nobody dealt with Epsilon; it is in the pool',
    'sales_pipeline.csv:2: has no deal_stage',
    'sales_pipeline.csv:3: unknown deal_stage Sold',
    'sales_pipeline.csv:4: close_value is below 0: -10',
    'sales_pipeline.csv:5: has no close_value',
    'sales_pipeline.csv:6: close_value is no number: 1e3',
    'sales_pipeline.csv:7: unknown product GTXPro (GTX Pro?); taken all the same',
    'sales_pipeline.csv:8: unknown product Abacus; engage_date is no date: 2/30/2017; taken all the same',
    'sales_pipeline.csv:9: has no product; close_date 3/1/2017 is before engage_date 3/2/2017; taken all the same',
    'sales_pipeline.csv:10: has no close_date; taken all the same',
    'sales_pipeline.csv:11: has no engage_date; taken all the same',
    'sales_pipeline.csv:13: close_value is no number: much; close_date is no date: soon',
  ]);
  // 15 in three rows that count against 14 in one.
  expect(await owners('crm-pipeline:Gamma')).toEqual({ Gamma: 'ann.one' });
});

test('the one manager of an office heads it; of several none does, and the report says so', async () => {
  const files = {
    'sales_teams.csv': `sales_agent,manager,regional_office
Ina A,Kim Chief,North
Ole B,Kim Chief,North
Pia C,Lea Boss,South
Rolf D,Max Boss,South
Tom E,Max Boss,North
`,
    'sales_pipeline.csv': pipeline['sales_pipeline.csv']!.split('\n')[0]!,
  };
  const report = await crm(files);
  const note =
    'The office South has no head: Lea Boss and Max Boss share it, each heading a team below it.';
  expect(report.notes).toEqual([note]);
  expect(places(report.findings)).toContain(
    'sales_teams.csv:6: Max Boss stands in South by line 5 and not in North; taken into that team',
  );
  const tree = await company.db.read
    .selectFrom('dept')
    .leftJoin('user as head', 'head.id', 'dept.head_user_id')
    .leftJoin('dept as above', 'above.id', 'dept.parent_id')
    .select(['dept.name as name', 'head.name as head', 'above.name as parent'])
    .where('dept.name', 'in', ['North', 'South', 'Kim Chief', 'Lea Boss', 'Max Boss'])
    .orderBy('dept.name')
    .execute();
  expect(tree.map(({ name, head, parent }) => [name, parent, head])).toEqual([
    ['Kim Chief', 'North', 'Kim Chief'],
    ['Lea Boss', 'South', 'Lea Boss'],
    ['Max Boss', 'South', 'Max Boss'],
    ['North', '测试公司', 'Kim Chief'],
    ['South', '测试公司', null],
  ]);
  const before = await everything();
  expect((await crm(files)).notes).toEqual([note]);
  expect(await everything()).toEqual(before);
});

test('who reports in a circle is reported with the circle, and nobody is lost in silence', async () => {
  const people = `2,Ferro,Anna,Head of sales,1992-08-14,
31,Ring,Ada,Rep,1993-10-17,33
32,Ring,Bea,Rep,1993-10-17,31
33,Ring,Cleo,Rep,1993-10-17,32
34,Tail,Dora,Rep,1993-10-17,33
35,Self,Eve,Rep,1993-10-17,35
`;
  const head = trading['employees.csv']!.split('\n')[0];
  const report = await northwind({ 'employees.csv': `${head}\n${people}` });
  const circle = (...names: string[]) => `reports in a circle: ${names.join(' → ')}; not taken`;
  const [ada, bea, cleo] = ['Ada Ring (31)', 'Bea Ring (32)', 'Cleo Ring (33)'] as const;
  expect(places(report.findings).filter((text) => text.startsWith('employees.csv'))).toEqual([
    `employees.csv:3: ${circle(ada, cleo, bea, ada)}`,
    `employees.csv:4: ${circle(bea, ada, cleo, bea)}`,
    `employees.csv:5: ${circle(cleo, bea, ada, cleo)}`,
    `employees.csv:6: reports to employee 33, who ${circle(cleo, bea, ada, cleo)}`,
    `employees.csv:7: ${circle('Eve Self (35)', 'Eve Self (35)')}`,
  ]);
});

test('managers who are each other’s agents, and companies above themselves, are reported', async () => {
  const report = await crm({
    'sales_teams.csv': `${pipeline['sales_teams.csv']}Ida Loop,Jo Loop,West\nJo Loop,Ida Loop,West\nKim Leaf,Jo Loop,West\n`,
    'accounts.csv': `${pipeline['accounts.csv']}Ouro,retail,1996,1,2,Kenya,Boros\nBoros,retail,1996,1,2,Kenya,Ouro\n`,
  });
  const found = places(report.findings).filter((text) => text.includes('→'));
  expect(found).toEqual([
    'accounts.csv:4: stands above itself: Ouro → Boros → Ouro; taken without it',
    'accounts.csv:5: stands above itself: Boros → Ouro → Boros; taken without it',
    'sales_teams.csv:4: reports in a circle: Ida Loop → Jo Loop → Ida Loop; taken with the own team',
    'sales_teams.csv:5: reports in a circle: Jo Loop → Ida Loop → Jo Loop; taken with the own team',
    'sales_teams.csv:6: reports into a circle: Jo Loop → Ida Loop → Jo Loop; taken with the own team',
  ]);
});
