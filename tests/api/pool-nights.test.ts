import { addDays, businessDate, startOfDay } from '@xinhang/shared/business-date.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

const ZONE = 'Asia/Shanghai';
const HOUR = 3_600_000;
const FIRST = '2026-09-08';
const NIGHTS = 90;
const CUSTOMERS = 180;
let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  company = await startCompany();
  await company.app.ready();
});
afterAll(async () => {
  await company.stop();
});

async function ask(who: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) {
  const answer = await company.call(tokens[who]!, method, path, body);
  if (answer.status >= 300) throw new Error(`${who} ${method} ${path}: ${answer.text}`);
  return answer.json;
}

/** Nine in the morning of a date, with everybody logged in. */
async function morning(date: string) {
  company.clock.now = startOfDay(date, ZONE) + 9 * HOUR;
  for (const name of ['boss', 'alice', 'bob']) tokens[name] = await company.login(name);
}

/** Always the same numbers, from 0 to below `below`. */
let seed = 7;
const dice = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;

/*
 * The plain model: what is written here is counted out day by day from the notice of the State
 * Council, and knows nothing of the judge.
 */
const daysOff = new Set([
  '2026-09-25',
  '2026-09-26',
  '2026-09-27',
  ...[1, 2, 3, 4, 5, 6, 7].map((day) => `2026-10-0${day}`),
]);
const worked = new Set(['2026-09-20', '2026-10-10']);
const afterHolidays = new Set(['2026-09-28', '2026-09-29', '2026-10-08', '2026-10-09']);
function worksOn(date: string): boolean {
  if (daysOff.has(date) || worked.has(date)) return worked.has(date);
  return ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}
const rests = (date: string) => !worksOn(date) || afterHolidays.has(date);

interface Rule {
  cause: 'lastFollowUp' | 'noDeal' | 'contractEnd';
  grades: string[];
  days: number;
}
/** By owner: alice's team counts working days, all others plain ones. */
const rulesOf: Record<string, Rule[]> = {
  alice: [
    { cause: 'lastFollowUp', grades: ['A'], days: 8 },
    { cause: 'lastFollowUp', grades: ['B', 'C'], days: 15 },
    { cause: 'noDeal', grades: ['C', 'D', 'none'], days: 30 },
    { cause: 'contractEnd', grades: ['B', 'D', 'none'], days: 5 },
  ],
  bob: [
    { cause: 'lastFollowUp', grades: ['A', 'B'], days: 12 },
    { cause: 'noDeal', grades: ['none'], days: 25 },
    { cause: 'contractEnd', grades: ['C', 'D'], days: 9 },
  ],
};
interface Kept {
  id: number;
  owner: string | null;
  grade: string;
  cameOn: string;
  talkedOn: string;
  /** Last day of its last contract; none: it never had one. */
  agreedTo?: string;
}
function passed(from: string, to: string, workdays: boolean): number {
  let days = 0;
  for (let day = from; day < to;) {
    day = addDays(day, 1);
    if (!workdays || worksOn(day)) days += 1;
  }
  return days;
}
function falls({ owner, grade, cameOn, talkedOn, agreedTo }: Kept, date: string): boolean {
  if (owner === null || rests(date)) return false;
  return rulesOf[owner]!.some(({ cause, grades, days }) => {
    if (cause === 'contractEnd' && agreedTo === undefined) return false;
    const begun = { lastFollowUp: talkedOn, noDeal: '', contractEnd: agreedTo ?? '' }[cause];
    const since = begun > cameOn ? begun : cameOn;
    return grades.includes(grade) && passed(since, date, owner === 'alice') >= days;
  });
}

const asInput = (rules: Rule[]) =>
  rules.map((rule) => ({ ...rule, warnDays: 3, sparesOpenDeals: false, active: true }));

/** Contracts are in force as soon as they are handed in. */
async function approveNoContracts() {
  const flows = (await ask('boss', 'GET', '/approval-flows')).rows as Record<string, unknown>[];
  for (const flow of flows.filter((one) => one['subject'] === 'contract')) {
    const body = { version: flow['version'], active: false };
    await ask('boss', 'PATCH', `/approval-flows/${String(flow['id'])}`, body);
  }
}
interface Agreed {
  id: number;
  version: number;
  state: string;
}
const agreement = new Map<number, number>();
/** A contract of a service with this customer, up to a day. */
async function agree(one: Kept, startOn: string, endOn: string) {
  const line = { kind: 'service', text: '年度维护', qtyE4: 10_000, priceE4: 1_000_000 };
  const made: Agreed = await ask('boss', 'POST', '/contracts', {
    customerId: one.id,
    title: '维护合同',
    startOn,
    endOn,
    lines: [line],
  });
  const { id, version } = made;
  const put: Agreed = await ask('boss', 'POST', `/contracts/${id}/submit`, { version });
  expect(put.state).toBe('active');
  agreement.set(one.id, id);
  one.agreedTo = endOn;
}
/** Ends the contract today, or moves its end by an amendment. */
async function moveEnd(one: Kept, today: string, to: string | null) {
  const path = (id: number) => `/contracts/${id}`;
  const { id, version } = (await ask('boss', 'GET', path(agreement.get(one.id)!))) as Agreed;
  const reason = '改期';
  if (to === null) {
    await ask('boss', 'POST', `${path(id)}/terminate`, { version, reason });
    if (one.agreedTo! > today) one.agreedTo = today;
    agreement.delete(one.id);
    return;
  }
  const next: Agreed = await ask('boss', 'POST', `${path(id)}/amend`, { version, reason });
  const body = { version: next.version, endOn: to };
  const changed: Agreed = await ask('boss', 'PATCH', path(next.id), body);
  await ask('boss', 'POST', `${path(next.id)}/submit`, { version: changed.version });
  one.agreedTo = to;
}
/** What happens to the contract of one customer on a day, if it is somebody's. */
async function contractDeed(one: Kept, today: string) {
  if (one.owner === null) return;
  if (!agreement.has(one.id)) {
    // A newer one counts where it ends later.
    const endOn = addDays(today, dice(30));
    if (one.agreedTo === undefined || endOn > one.agreedTo) await agree(one, today, endOn);
  } else {
    await moveEnd(one, today, dice(3) === 0 ? null : addDays(today, dice(30)));
  }
}

test('ninety nights drop whom a plain model drops, holidays and days of the server off among them', async () => {
  await morning(FIRST);
  tokens['admin'] = await company.login('admin');
  for (const { key } of company.clockwork.kinds) {
    const body = { version: 1, enabled: false };
    if (key !== 'recycling') await ask('admin', 'PATCH', `/schedules/${key}`, body);
  }
  const [pool] = (await ask('admin', 'GET', '/pools')).rows;
  const { id: poolId, version } = pool as { id: number; version: number };
  const rules = asInput(rulesOf['bob']!);
  await ask('admin', 'PATCH', `/pools/${poolId}`, { version, rules });
  const depts = (await ask('admin', 'GET', '/depts')).rows as { id: number; name: string }[];
  await ask('admin', 'POST', '/pools', {
    name: '一组公海',
    deptIds: [depts.find((dept) => dept.name === '一组')!.id],
    workdays: true,
    rules: asInput(rulesOf['alice']!),
  });
  const kept: Kept[] = [];
  for (let no = 0; no < CUSTOMERS; no += 1) {
    const owner = no % 2 === 0 ? 'alice' : 'bob';
    const grade = ['A', 'B', 'C', 'D', 'none'][dice(5)]!;
    const { id } = await ask(owner, 'POST', '/customers', {
      name: `夜${no}`,
      duplicateReason: 'test',
      ...(grade !== 'none' && { chanceGrade: grade }),
    });
    kept.push({ id, owner, grade, cameOn: FIRST, talkedOn: '' });
  }
  await approveNoContracts();
  for (const one of kept) {
    if (one.id % 3 === 0) await agree(one, FIRST, addDays(FIRST, dice(60)));
  }

  const dropped = new Map<string, number>();
  for (let night = 1; night <= NIGHTS; night += 1) {
    const date = addDays(FIRST, night);
    // Off in the middle of October, and over a week-end.
    const off = (night >= 36 && night <= 40) || night === 60 || night === 61;
    if (off) continue;
    await morning(date);
    await company.clockwork.tick();
    await company.jobs.idle();
    const expected = kept.filter((one) => falls(one, date)).map((one) => one.id);
    const owners = await company.db.read
      .selectFrom('customer')
      .select(['id', 'owner_id'])
      .execute();
    const lying = new Set(owners.filter((row) => row.owner_id === null).map((row) => row.id));
    const found = kept.filter((one) => one.owner !== null && lying.has(one.id));
    expect([date, found.map((one) => one.id)]).toEqual([date, expected]);
    expect(lying.size).toBe(kept.filter((one) => one.owner === null).length + found.length);
    for (const one of found) one.owner = null;
    dropped.set(date, expected.length);

    for (let deed = 0; deed < 5; deed += 1) {
      const one = kept[dice(kept.length)]!;
      if (one.owner === null) {
        const owner = dice(2) === 0 ? 'alice' : 'bob';
        await ask('boss', 'POST', `/customers/${one.id}/assign`, {
          version: (await ask('boss', 'GET', `/customers/${one.id}`)).version,
          ownerId: company.users[owner]!,
        });
        Object.assign(one, { owner, cameOn: date });
      } else {
        await ask(one.owner, 'POST', '/follow-ups', { customerId: one.id, content: '谈了' });
        one.talkedOn = date;
      }
    }
    await contractDeed(kept[dice(kept.length)]!, date);
  }
  const total = [...dropped.values()].reduce((sum, one) => sum + one, 0);
  expect(total).toBeGreaterThan(CUSTOMERS);
  // The guards were needed: what was put off by National Day fell on the first day that is not quiet.
  expect(dropped.get('2026-10-10')).toBeGreaterThan(0);
  // So was catching up.
  expect(dropped.get(addDays(FIRST, 41))).toBeGreaterThan(0);
  // And each is in the history of its customer, by a rule.
  const rows = await company.db.read
    .selectFrom('owner_history')
    .select(['pool_rule_id', 'at'])
    .where('reason', '=', 'recycle')
    .execute();
  expect(rows.filter((row) => row.pool_rule_id !== null)).toHaveLength(total);
  const ends = await company.db.read
    .selectFrom('pool_rule')
    .select('id')
    .where('cause', '=', 'contractEnd')
    .execute();
  const byEnd = rows.filter((row) => ends.some((rule) => rule.id === row.pool_rule_id));
  expect(byEnd.length).toBeGreaterThan(20);
  expect(rows.every((row) => !rests(businessDate(row.at, ZONE)))).toBe(true);
});
