// How long people wait while somebody imports 50,000 rows: ten others read and write at a fixed rate
// before it, during its check, the import and its undo, and during a bulk action, in one run.
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Connection, type Call } from './client.ts';
import { logins } from './generate.ts';
import { load, logIn, machine, printWaits, serverOnCopy } from './load.ts';
import { companyName, loadNames, mobile, personName } from './names.ts';
import { Dice } from './random.ts';

const PEOPLE = 10;
const BULK = 5000;

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000' },
    rate: { type: 'string', default: '50' },
    base: { type: 'string', default: '30' },
    small: { type: 'boolean', default: false },
    data: { type: 'string', default: '' },
  },
});

/** New companies with a contact each, as somebody brings them from another program. */
function sheet(rows: number): string {
  const dice = new Dice(31);
  const { shorts } = loadNames();
  const lines = ['客户名称,城市,行业,联系人,职务,手机,备注'];
  for (let row = 0; row < rows; row++) {
    const { name, city } = companyName(dice, `${dice.pick(shorts)}${dice.digits(6)}`);
    lines.push([name, city, '机械', personName(dice), '采购', mobile(dice), '展会名片'].join());
  }
  return lines.join('\n');
}

interface Person {
  connection: Connection;
  ids: number[];
}

async function people(base: string): Promise<Person[]> {
  const all: Person[] = [];
  for (let n = 0; n < PEOPLE; n++) {
    const connection = new Connection(base, await logIn(base, `user-${n + 2}`));
    const page = await connection.call({ method: 'GET', path: '/customers?view=mine&limit=50' });
    all.push({
      connection,
      ids: (JSON.parse(page) as { rows: { id: number }[] }).rows.map(({ id }) => id),
    });
  }
  return all;
}

/** What people do all day; two of seven requests write. */
function callOf(all: readonly Person[], dice: Dice): (n: number) => Call {
  const { shorts } = loadNames();
  return (n) => {
    const { ids } = all[n % all.length]!;
    const id = dice.pick(ids);
    const read = (path: string): Call => ({ method: 'GET', path });
    const write = (path: string, body: object): Call => ({ method: 'POST', path, body });
    switch (Math.floor(n / all.length) % 7) {
      case 0:
        return read('/customers?view=mine&sort=lastFollowAt&dir=desc&count=1&limit=50');
      case 1:
        return write('/follow-ups', { customerId: id, type: 'call', content: `导入时 ${n}` });
      case 2:
        return read(`/search?q=${encodeURIComponent('科技')}`);
      case 3:
        return read(`/customers/${id}/page`);
      case 4: {
        const { name, city } = companyName(dice, `${dice.pick(shorts)}${dice.digits(7)}`);
        return write('/customers', { name, city, duplicateReason: '测速' });
      }
      case 5:
        return read('/desk');
      default:
        return read(`/follow-ups?customerId=${id}&limit=20`);
    }
  };
}

const rows = Number(options.rows);
const { copy, server } = await serverOnCopy({ ...options, backups: false });
try {
  const boss = new Connection(server.base, await logIn(server.base, logins.all));
  const all = await people(server.base);
  const connections = all.map(({ connection }) => connection);
  const ask = async <T>(call: Call) => JSON.parse(await boss.call(call)) as T;
  const call = callOf(all, new Dice(32));
  const rate = Number(options.rate);

  async function beside(name: string, work: () => Promise<void>): Promise<void> {
    const began = performance.now();
    let over = false;
    const working = work().finally(() => (over = true));
    const waits = await load(connections, { rate, call, over: () => over });
    await working;
    const { cpuUs, rss } = await server.usage();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    printWaits(`${name} (${seconds} s)`, waits);
    console.log(
      `  processor so far ${(cpuUs / 1e6).toFixed(1)} s, ${Math.round(rss / 2 ** 20)} MB`,
    );
  }
  async function job(start: Call): Promise<void> {
    const { jobId } = await ask<{ jobId: number }>(start);
    for (let state = 'queued'; state !== 'done';) {
      await pause(500);
      ({ state } = await ask<{ state: string }>({ method: 'GET', path: `/jobs/${jobId}` }));
      if (state === 'failed' || state === 'cancelled') throw new Error(`${start.path}: ${state}`);
    }
  }
  interface Batch {
    id: number;
    mapping: unknown[];
    counts: Record<string, number>;
  }

  console.log(`${rows} rows, ${PEOPLE} people, ${rate} requests/s; ${machine()}`);
  await beside('alone', () => pause(Number(options.base) * 1000));
  const text = sheet(rows);
  let batch!: Batch;
  await beside('upload', async () => {
    batch = JSON.parse(await boss.send('/imports?name=list.csv', Buffer.from(text))) as Batch;
  });
  const { id, mapping } = batch;
  const body = { mapping };
  await beside('check', () => job({ method: 'POST', path: `/imports/${id}/check`, body }));
  await beside('import', () => job({ method: 'POST', path: `/imports/${id}/run`, body }));
  const { counts } = await ask<Batch>({ method: 'GET', path: `/imports/${id}` });
  console.log(`  ${JSON.stringify(counts)}`);
  const ids: number[] = [];
  for (let next = ''; ids.length < Math.min(BULK, rows);) {
    const after: string = next && `&cursor=${encodeURIComponent(next)}`;
    const path = `/customers?sort=createdAt&dir=desc&limit=200${after}`;
    const page = await ask<{ rows: { id: number }[]; next: string }>({ method: 'GET', path });
    ids.push(...page.rows.map((row) => row.id));
    ({ next } = page);
  }
  const action = { kind: 'grade', chanceGrade: 'B' };
  const bulk = { ids: ids.slice(0, BULK), action };
  await beside(`bulk action on ${bulk.ids.length}`, () =>
    job({ method: 'POST', path: '/customers/bulk', body: bulk }),
  );
  await beside('undo', () => job({ method: 'POST', path: `/imports/${id}/undo`, body: {} }));
  await beside('alone again', () => pause(Number(options.base) * 1000));
  console.log(machine());
  [boss, ...connections].forEach((one) => one.close());
} finally {
  await server.stop();
  rmSync(copy, { recursive: true, force: true });
}
