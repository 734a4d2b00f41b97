import { addDays, startOfDay } from '@xinhang/shared/business-date.ts';
import type { SheetRow } from '@xinhang/shared/appraisals.ts';
import type { ProbationRow } from '@xinhang/shared/probation.ts';
import type { User } from '@xinhang/shared/people.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

const ZONE = 'Asia/Shanghai';
let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  company = await startCompany();
  await company.app.ready();
});
afterAll(async () => {
  await company.stop();
});

async function ask<T = unknown>(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
): Promise<T> {
  const answer = await company.call(tokens[who]!, method, path, body);
  if (answer.status >= 300) throw new Error(`${who} ${method} ${path}: ${answer.text}`);
  return answer.json as T;
}

/** Six in the morning, an hour after sheets are made; whoever is asked for is logged in. */
async function morning(date: string, ...who: string[]) {
  company.clock.now = startOfDay(date, ZONE) + 6 * 3_600_000;
  for (const name of ['boss', ...who]) tokens[name] = await company.login(name);
}
async function night(date: string, ...who: string[]) {
  await morning(date, ...who);
  await company.clockwork.tick();
  await company.jobs.idle();
}
const user = async (name: string) =>
  await ask<User>('boss', 'GET', `/users/${company.users[name]}`);
async function setUser(name: string, changes: object) {
  const { version } = await user(name);
  await ask('boss', 'PATCH', `/users/${company.users[name]}`, { version, ...changes });
}
const sheetsOf = async (period: string) =>
  (
    await ask<{ rows: SheetRow[] }>('boss', 'GET', `/appraisals/sheets?box=team&period=${period}`)
  ).rows.toSorted((a, b) => a.person.name.localeCompare(b.person.name));

const indicators = [
  {
    kind: 'auto',
    key: 'talks',
    name: '跟进',
    weight: 50,
    figure: 'followUps',
    scoring: { rule: 'linear', floor: 0, target: 10, cap: 100 },
  },
  { kind: 'manual', key: 'own', name: '态度', weight: 50, note: '' },
];

test('a year of months and quarters, with people who come, go and change their head', async () => {
  await morning('2026-12-31', 'admin', 'alice');
  for (const { key } of company.clockwork.kinds) {
    if (key === 'staff' || key === 'appraisals') continue;
    await ask('admin', 'PATCH', `/schedules/${key}`, { version: 1, enabled: false });
  }
  for (const name of ['alice', 'bob']) await setUser(name, { post: '业务员' });
  await setUser('manager', { post: '主管' });
  const posts = (name: string) => ({ posts: [name], deptIds: [], indicators });
  await ask('boss', 'POST', '/appraisals/schemes', {
    name: '月度',
    span: 'month',
    ...posts('业务员'),
  });
  await ask('boss', 'POST', '/appraisals/schemes', {
    name: '季度',
    span: 'quarter',
    ...posts('主管'),
  });
  const customer = await ask<{ id: number }>('alice', 'POST', '/customers', { name: '年度公司' });

  /** Whoever a plain look at the year says has a sheet of a period. */
  const expected = new Map<string, string[]>();
  for (let month = 1; month <= 12; month += 1) {
    const period = `2027-${String(month).padStart(2, '0')}`;
    // The newcomer (both) joins in the middle of April, bob leaves in August.
    const names = ['alice'];
    if (month >= 4) names.push('both');
    if (month < 8) names.push('bob');
    expected.set(period, names.toSorted());
    if (month % 3 === 0) expected.set(`2027-Q${month / 3}`, ['manager']);
  }
  expected.set('2026-12', ['alice', 'bob']);
  expected.set('2026-Q4', ['manager']);

  const made = new Map<string, string[]>();
  let reviewedOn = '';
  for (let date = '2027-01-01'; date <= '2028-01-01'; date = addDays(date, 1)) {
    // The server was off for two months and a half; else it is looked at around each first day.
    const off = date > '2027-05-20' && date < '2027-08-05';
    const day = Number(date.slice(8));
    const eve = date === '2027-07-06' || date === '2027-07-07';
    if (off || !(day <= 2 || day === 15 || day === 28 || date === '2027-08-05' || eve)) continue;
    await night(date);
    if (date === '2027-02-15') {
      await morning(date, 'alice');
      for (let n = 0; n < 5; n += 1) {
        const talk = { customerId: customer.id, content: 'x' };
        await ask('alice', 'POST', '/follow-ups', talk);
      }
    }
    if (date === '2027-04-15') {
      const dates = { hiredOn: '2027-04-16', probationEndsOn: '2027-10-16' };
      await setUser('both', { post: '业务员', ...dates });
    }
    if (date === '2027-05-15') {
      // Another head over the first team, in the middle of alice’s sheet of April.
      const [sheet] = (await sheetsOf('2027-04')).filter((row) => row.person.name === 'alice');
      await morning(date, 'alice', 'manager', 'bob');
      const scores = [{ key: 'own', score: 80, note: '' }];
      const own = { version: sheet!.version, scores, submit: true };
      await ask('alice', 'POST', `/appraisals/sheets/${sheet!.id}/self`, own);
      const todo = async (who: string) =>
        (await ask<{ rows: SheetRow[] }>(who, 'GET', '/appraisals/sheets?box=todo')).rows.length;
      expect(await todo('manager')).toBe(1);
      const { rows } = await ask<{ rows: { id: number; version: number; name: string }[] }>(
        'boss',
        'GET',
        '/depts',
      );
      const team = rows.find((dept) => dept.name === '一组')!;
      await ask('boss', 'PATCH', `/depts/${team.id}`, { version: team.version, headUserId: null });
      await morning(date, 'manager');
      expect(await todo('manager')).toBe(0);
      // Nobody heads the team: the owner does.
      expect(await todo('boss')).toBe(1);
    }
    if (date === '2027-08-05') {
      const { version } = await user('bob');
      const path = `/users/${company.users['bob']}/state`;
      await ask('boss', 'POST', path, { version, state: 'left' });
    }
    const found = await ask<{ rows: ProbationRow[] }>('boss', 'GET', '/probation');
    if (reviewedOn === '' && found.rows.length > 0) reviewedOn = date;
  }
  for (const period of expected.keys()) {
    made.set(
      period,
      (await sheetsOf(period)).map((row) => row.person.name),
    );
  }
  // While the server was off bob was still there: his sheets of June and July were made, then given up.
  expect(Object.fromEntries(made)).toEqual(Object.fromEntries(expected));
  const open = (await sheetsOf('2027-07')).find((row) => row.person.name === 'bob');
  expect(open?.state).toBe('void');
  // Half of April: half of what is asked, and a month later all of it.
  const first = (await sheetsOf('2027-04')).find((row) => row.person.name === 'both')!;
  expect([first.from, first.to]).toEqual(['2027-04-16', '2027-04-30']);
  interface Asked {
    items: { asked: { target: number } | null; figure: number | null; selfScore: number }[];
  }
  const asked = async (id: number) =>
    (await ask<Asked>('boss', 'GET', `/appraisals/sheets/${id}`)).items[0]!;
  expect((await asked(first.id)).asked?.target).toBe(5);
  const next = (await sheetsOf('2027-05')).find((row) => row.person.name === 'both')!;
  expect((await asked(next.id)).asked?.target).toBe(10);
  // What alice did in February stands in February alone.
  const figure = async (period: string) => {
    const row = (await sheetsOf(period)).find((one) => one.person.name === 'alice')!;
    return (await asked(row.id)).figure;
  };
  expect([await figure('2027-01'), await figure('2027-02'), await figure('2027-03')]).toEqual([
    0, 5, 0,
  ]);
  // Fourteen days before the sixteenth of October.
  expect(reviewedOn).toBe('2027-10-02');
});
