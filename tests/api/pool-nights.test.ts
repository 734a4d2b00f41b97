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
  cause: 'lastFollowUp' | 'noDeal';
  grades: string[];
  days: number;
}
/** By owner: alice's team counts working days, all others plain ones. */
const rulesOf: Record<string, Rule[]> = {
  alice: [
    { cause: 'lastFollowUp', grades: ['A'], days: 8 },
    { cause: 'lastFollowUp', grades: ['B', 'C'], days: 15 },
    { cause: 'noDeal', grades: ['C', 'D', 'none'], days: 30 },
  ],
  bob: [
    { cause: 'lastFollowUp', grades: ['A', 'B'], days: 12 },
    { cause: 'noDeal', grades: ['none'], days: 25 },
  ],
};
interface Kept {
  id: number;
  owner: string | null;
  grade: string;
  cameOn: string;
  talkedOn: string;
}
function passed(from: string, to: string, workdays: boolean): number {
  let days = 0;
  for (let day = from; day < to;) {
    day = addDays(day, 1);
    if (!workdays || worksOn(day)) days += 1;
  }
  return days;
}
function falls({ owner, grade, cameOn, talkedOn }: Kept, date: string): boolean {
  if (owner === null || rests(date)) return false;
  return rulesOf[owner]!.some(({ cause, grades, days }) => {
    const since = cause === 'lastFollowUp' && talkedOn > cameOn ? talkedOn : cameOn;
    return grades.includes(grade) && passed(since, date, owner === 'alice') >= days;
  });
}

const asInput = (rules: Rule[]) =>
  rules.map((rule) => ({ ...rule, warnDays: 3, sparesOpenDeals: false, active: true }));

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
  expect(rows.every((row) => !rests(businessDate(row.at, ZONE)))).toBe(true);
});
