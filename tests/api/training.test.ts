import type { DeskBlock } from '@xinhang/shared/activities.ts';
import type { Course, LearningPath, TrainingRule } from '@xinhang/shared/training.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { Attendance, Enrolment, TrainingResult } from '@xinhang/shared/training-work.ts';
import { trainingScores } from '@xinhang/server/modules/learning/service.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
type Refusal = { code: string; errors?: { pointer: string; code: string }[] };
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT';
async function call<T = Refusal>(who: string, method: Method, path: string, body?: object) {
  return (await company.call(tokens[who]!, method, path, body)) as { status: number; json: T };
}
const logIn = async () => {
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
};
const pointers = ({ json }: { json: Refusal }) =>
  json.errors?.map((one) => [one.pointer, one.code]);
const text = (words: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});
const lesson = (title: string, more: object = {}) => ({
  kind: 'text',
  title,
  body: text(title),
  ...more,
});
const course = async (title: string, ...lessons: object[]) =>
  (await call<Course & Refusal>('boss', 'POST', '/training/courses', { title, lessons })).json;
const path = async (name: string, ...steps: [courseId: number, days: number][]) =>
  (
    await call<LearningPath & Refusal>('boss', 'POST', '/training/paths', {
      name,
      steps: steps.map(([courseId, days]) => ({ courseId, days })),
    })
  ).json;
const assign = async (who: string, body: object) =>
  await call<{ assigned: number; kept: number } & Refusal>(
    who,
    'POST',
    '/training/assignments',
    body,
  );
const mine = async (who: string) =>
  (
    await call<{ rows: Enrolment[]; sessions: { lessonId: number }[] }>(
      who,
      'GET',
      '/training/mine',
    )
  ).json;
const study = async (who: string, id: number, lessonId: number, finished = true) =>
  await call<Enrolment & Refusal>(who, 'POST', `/training/enrolments/${id}/lessons/${lessonId}`, {
    finished,
  });
const block = async (who: string, kind: string) =>
  (await call<{ blocks: DeskBlock[] }>(who, 'GET', '/desk')).json.blocks.find(
    (one) => one.kind === kind,
  );
const TODAY = '2026-11-24';

beforeAll(async () => {
  company = await startCompany();
  await logIn();
});
afterAll(async () => {
  await company.stop();
});

test('a path is assigned once, studied lesson by lesson, and its courses are finished', async () => {
  const first = await course('产品', lesson('压机'), lesson('选型'));
  const second = await course('流程', lesson('第一个电话'));
  const { id: pathId } = await path('新人', [first.id, 3], [second.id, 10]);
  const users = [company.users['alice'], company.users['manager']];
  expect((await assign('boss', { pathId, userIds: users })).json).toEqual({
    assigned: 2,
    kept: 0,
  });
  // Again it is nothing new, for neither of them.
  expect((await assign('manager', { pathId, userIds: users })).json).toEqual({
    assigned: 0,
    kept: 2,
  });
  const [one, two] = (await mine('alice')).rows as [Enrolment, Enrolment];
  expect([one, two].map((row) => [row.course.name, row.path?.name, row.dueOn])).toEqual([
    ['产品', '新人', '2026-11-27'],
    ['流程', '新人', '2026-12-04'],
  ]);
  const opened = (await call<Course>('alice', 'GET', `/training/courses/${first.id}`)).json;
  expect(opened.lessonList.map((row) => row.state)).toEqual(['open', 'open']);
  const [a, b] = [opened.lessonList[0]!, opened.lessonList[1]!];
  expect((await study('alice', one.id, a.id, false)).json.finished).toBe(0);
  expect((await study('alice', one.id, a.id)).json.finished).toBe(1);
  // What is finished does not become merely begun.
  expect((await study('alice', one.id, a.id, false)).json.finished).toBe(1);
  expect((await study('alice', one.id, b.id)).json.finishedAt).toBe(company.clock.now);
  // Nobody studies for somebody else, nor a lesson of another course.
  expect((await study('manager', one.id, a.id)).status).toBe(404);
  expect((await study('alice', two.id, a.id)).status).toBe(404);
  // A course that one neither takes nor leads is not there.
  expect((await call('buyer', 'GET', `/training/courses/${first.id}`)).status).toBe(404);
  const scores = await trainingScores({ db: company.db.read }, [company.users['alice']!], {
    from: TODAY,
    to: '2026-12-31',
  });
  expect(scores.get(company.users['alice']!)).toEqual({ due: 2, finished: 1, overdue: 1 });
});

test('heads assign to their own people, and see how far these are', async () => {
  const one = await course('谈判', lesson('报价'));
  const body = { courseId: one.id, dueOn: '2026-11-30' };
  expect((await assign('alice', { ...body, userIds: [company.users['bob']] })).status).toBe(403);
  expect(pointers(await assign('manager', { ...body, userIds: [company.users['bob']] }))).toEqual([
    ['/userIds/0', 'person-out-of-reach'],
  ]);
  expect(
    pointers(
      await assign('manager', { ...body, dueOn: '2026-11-01', userIds: [company.users['alice']] }),
    ),
  ).toEqual([['/dueOn', 'before-today']]);
  const far = { ...body, dueOn: '2126-11-30', userIds: [company.users['alice']] };
  expect(pointers(await assign('manager', far))).toEqual([['/dueOn', 'too-far-ahead']]);
  expect(pointers(await assign('manager', body))).toEqual([['/userIds', 'nobody-chosen']]);
  // Nobody is given what he could never finish.
  const userIds = [company.users['alice']];
  const empty = await course('空');
  const none = { courseId: empty.id, dueOn: '2026-11-30', userIds };
  expect(pointers(await assign('manager', none))).toEqual([['/courseId', 'nothing-to-take']]);
  const { id: pathId } = await path('空路径', [empty.id, 7]);
  expect(pointers(await assign('manager', { pathId, userIds }))).toEqual([
    ['/pathId', 'nothing-to-take'],
  ]);
  const depts = (await call<{ rows: { id: number; name: string }[] }>('boss', 'GET', '/depts'))
    .json;
  const branch = depts.rows.find((row) => row.name === '华南')!.id;
  // Of a department those in reach alone: the other team is not the manager's.
  expect((await assign('manager', { ...body, deptIds: [branch] })).json.assigned).toBe(2);
  expect((await mine('bob')).rows.map((row) => row.course.name)).toEqual([]);
  expect((await assign('boss', { ...body, deptIds: [branch] })).json).toEqual({
    assigned: 1,
    kept: 2,
  });
  const results = async (who: string, query = '') =>
    (await call<{ rows: TrainingResult[] }>(who, 'GET', `/training/results?${query}`)).json.rows;
  expect((await results('manager')).map((row) => row.person.name)).toEqual(['alice', 'manager']);
  expect((await results('boss', `deptId=${branch}`)).map((row) => row.person.name)).toEqual([
    'alice',
    'bob',
    'manager',
  ]);
  expect((await call('alice', 'GET', '/training/results')).status).toBe(403);
  const started = await call<{ jobId: number }>('manager', 'POST', '/training/results/export', {
    format: 'csv',
    lang: 'zh-CN',
  });
  await company.jobs.idle();
  const file = await company.app.inject({
    url: `/api/v1/jobs/${started.json.jobId}/file`,
    headers: { authorization: `Bearer ${tokens['manager']}` },
  });
  expect(file.body).toContain('姓名,部门,分配,完成,逾期,培训小时,完成率 %');
  expect(file.body).toContain('alice,一组,');
  expect(file.body).not.toContain('bob');
  const of = async (who: string, whom: string) =>
    (await call(who, 'GET', `/training/results/${company.users[whom]}`)).status;
  expect([
    await of('alice', 'alice'),
    await of('alice', 'bob'),
    await of('manager', 'alice'),
  ]).toEqual([200, 404, 200]);
  expect(await of('manager', 'bob')).toBe(404);
  const enrolment = (await mine('bob')).rows[0]!;
  const withdraw = `/training/enrolments/${enrolment.id}/withdraw`;
  expect((await call('manager', 'POST', withdraw)).status).toBe(404);
  expect((await call('boss', 'POST', withdraw)).status).toBe(200);
  expect((await mine('bob')).rows).toEqual([]);
  // By hand it can be given once more.
  expect((await assign('boss', { ...body, userIds: [company.users['bob']] })).json.assigned).toBe(
    1,
  );
});

test('a session is attended when its trainer says so, and taken back when he says that', async () => {
  const session = { kind: 'session', title: '样机', on: '2026-11-25', place: '培训室' };
  const one = await course('实操', lesson('安全'), {
    ...session,
    trainerId: company.users['buyer'],
  });
  await assign('boss', {
    courseId: one.id,
    dueOn: '2026-11-30',
    userIds: [company.users['alice'], company.users['bob']],
  });
  const sessionId = one.lessonList[1]!.id;
  const path = `/training/sessions/${sessionId}`;
  expect((await mine('buyer')).sessions.map((row) => row.lessonId)).toEqual([sessionId]);
  // A trainer sees the course that he teaches; nobody marks a session for himself.
  expect((await call('buyer', 'GET', `/training/courses/${one.id}`)).status).toBe(200);
  const row = (await mine('alice')).rows.find((each) => each.course.id === one.id)!;
  expect(row.nextSession).toEqual({ on: '2026-11-25', place: '培训室' });
  expect((await study('alice', row.id, sessionId)).json.code).toBe('state-refused');
  const set = async (who: string, present: string[], absent: string[] = []) =>
    await call<Attendance & Refusal>(who, 'PUT', path, {
      present: present.map((name) => company.users[name]),
      absent: absent.map((name) => company.users[name]),
    });
  expect((await set('alice', ['alice'])).status).toBe(404);
  expect((await set('buyer', ['alice'])).json.code).toBe('state-refused');
  company.clock.now = Date.UTC(2026, 10, 25, 8);
  await logIn();
  expect((await set('buyer', ['alice'])).json.rows).toEqual([
    { person: { id: company.users['alice'], name: 'alice' }, present: true, minutes: null },
    { person: { id: company.users['bob'], name: 'bob' }, present: false, minutes: null },
  ]);
  await study('alice', row.id, one.lessonList[0]!.id);
  const finished = async () =>
    (await mine('alice')).rows.find((each) => each.course.id === one.id)!.finishedAt !== null;
  expect(await finished()).toBe(true);
  // A head sees the own people at it.
  const seen = (await call<Attendance>('manager', 'GET', path)).json.rows;
  expect(seen.map((each) => each.person.name)).toEqual(['alice']);
  expect(pointers(await set('manager', ['bob']))).toEqual([['/present/0', 'person-out-of-reach']]);
  await set('buyer', [], ['alice']);
  expect(await finished()).toBe(false);
});

test('rules assign a path to new hires at once and by night, and to nobody twice', async () => {
  const off = { version: 1, enabled: false };
  // The others would take their time.
  await call('admin', 'PATCH', '/schedules/backup', off);
  const one = await course('入职', lesson('欢迎'));
  const { id: pathId } = await path('入职路径', [one.id, 7]);
  const depts = (await call<{ rows: { id: number; name: string }[] }>('boss', 'GET', '/depts'))
    .json;
  const deptOf = (name: string) => depts.rows.find((row) => row.name === name)!.id;
  const rule = { pathId, deptId: deptOf('华南'), hiredWithinDays: 30 };
  const made = await call<TrainingRule & Refusal>('boss', 'POST', '/training/rules', rule);
  expect([made.status, made.json.dept?.name]).toEqual([201, '华南']);
  const roles = (await call<{ rows: { id: number; key: string }[] }>('boss', 'GET', '/roles')).json;
  const hire = async (login: string, dept: string, hiredOn: string | null) => {
    const answer = await call<{ user: { id: number } } & { id: number }>('boss', 'POST', '/users', {
      login,
      name: login,
      deptId: deptOf(dept),
      roleIds: [roles.rows.find((row) => row.key === 'salesperson')!.id],
      post: '业务员',
      ...(hiredOn && { hiredOn }),
    });
    expect(answer.status).toBe(201);
    return answer.json.user?.id ?? answer.json.id;
  };
  const has = async (userId: number) =>
    (await call<{ rows: Enrolment[] }>('boss', 'GET', `/training/results/${userId}`)).json.rows.map(
      (row) => [row.course.name, row.dueOn],
    );
  const given = [['入职', '2026-12-02']];
  const now = await hire('newcomer', '一组', '2026-11-25');
  expect(await has(now)).toEqual(given);
  expect(await has(await hire('veteran', '一组', '2026-09-01'))).toEqual([]);
  const later = await hire('undated', '二组', null);
  expect(await has(later)).toEqual([]);
  // Without the date nobody is a new hire; with it he is, at once.
  const users = (
    await call<{ rows: { id: number; version: number }[] }>('boss', 'GET', '/users?limit=200')
  ).json;
  const { version } = users.rows.find((row) => row.id === later)!;
  await call('boss', 'PATCH', `/users/${later}`, { version, hiredOn: '2026-11-24' });
  expect(await has(later)).toEqual(given);
  // Whoever was let off is not enrolled again by any night; a course that the path gains is.
  const enrolment = (await call<{ rows: Enrolment[] }>('boss', 'GET', `/training/results/${now}`))
    .json.rows[0]!;
  await call('boss', 'POST', `/training/enrolments/${enrolment.id}/withdraw`);
  const more = await course('入职二', lesson('第二周'));
  const paths = (await call<{ rows: LearningPath[] }>('boss', 'GET', '/training/paths')).json.rows;
  const { version: pathVersion } = paths.find((row) => row.id === pathId)!;
  await call('boss', 'PATCH', `/training/paths/${pathId}`, {
    version: pathVersion,
    steps: [
      { courseId: one.id, days: 7 },
      { courseId: more.id, days: 14 },
    ],
  });
  company.clock.now = Date.UTC(2026, 10, 26, 2);
  await company.clockwork.tick();
  await company.jobs.idle();
  await logIn();
  expect(await has(now)).toEqual([['入职二', '2026-12-10']]);
  expect(await has(later)).toEqual([...given, ['入职二', '2026-12-10']]);
  company.clock.now = Date.UTC(2026, 10, 27, 2);
  await company.clockwork.tick();
  await company.jobs.idle();
  await logIn();
  expect(await has(later)).toEqual([...given, ['入职二', '2026-12-10']]);
});

test('what is due lies on the own desk, and what is overdue on the head’s', async () => {
  company.clock.now = Date.UTC(2026, 11, 5, 2);
  await logIn();
  const due = await block('alice', 'trainingDue');
  expect(due?.enrolments?.every((row) => row.finishedAt === null)).toBe(true);
  expect(due!.count).toBeGreaterThan(0);
  const overdue = await block('manager', 'trainingOverdue');
  expect(new Set(overdue?.enrolments?.map((row) => row.person.name))).toEqual(new Set(['alice']));
  expect(await block('alice', 'trainingOverdue')).toBeUndefined();

  // A line is put off like any other, and the next one moves up.
  const [first] = due!.enrolments!;
  const until = company.clock.now + 3_600_000;
  await call('alice', 'PUT', '/desk/snoozes', { kind: 'trainingDue', id: first!.id, until });
  const left = await block('alice', 'trainingDue');
  expect(left).toMatchObject({ count: due!.count - 1, asleep: 1 });
  expect(left!.enrolments!.map((row) => row.id)).not.toContain(first!.id);

  // Who left takes no course any more.
  const names = async () =>
    (await block('boss', 'trainingOverdue'))?.enrolments?.map((row) => row.person.name) ?? [];
  expect(await names()).toContain('alice');
  const { users } = company;
  const gone = { state: 'left' } as const;
  await company.db.transaction(async (tx) => {
    await tx.updateTable('user').set(gone).where('id', '=', users['alice']!).execute();
  });
  expect(await names()).not.toContain('alice');
  await company.db.transaction(async (tx) => {
    const back = tx.updateTable('user').set({ state: 'active' });
    await back.where('id', '=', users['alice']!).execute();
  });
});

test('a lesson must hold what its kind needs', async () => {
  for (const [wrong, pointer, code] of [
    [{ kind: 'article', title: 'x' }, '/lessons/0/articleId', 'unknown-article'],
    [{ kind: 'text', title: 'x' }, '/lessons/0/body', 'required'],
    [{ kind: 'file', title: 'x', fileId: 9999 }, '/lessons/0/fileId', 'unknown-file'],
    [{ kind: 'session', title: 'x' }, '/lessons/0/on', 'required'],
    [{ kind: 'session', title: 'x', on: '2026-12-01' }, '/lessons/0/trainerId', 'unknown-user'],
  ] as const) {
    expect(pointers({ json: (await course('错', wrong)) as never })).toEqual([[pointer, code]]);
  }
  const one = await course('改', lesson('甲'), lesson('乙'));
  const [a, b] = [one.lessonList[0]!, one.lessonList[1]!];
  const change = async (version: number, lessons: object[]) =>
    await call<Course & Refusal>('boss', 'PATCH', `/training/courses/${one.id}`, {
      version,
      lessons,
    });
  const swapped = await change(1, [
    { ...lesson('乙'), id: b.id },
    { ...lesson('甲'), id: a.id },
  ]);
  expect(swapped.json.lessonList.map((row) => row.id)).toEqual([b.id, a.id]);
  const same = await change(2, [
    { ...lesson('乙'), id: b.id },
    { ...lesson('甲'), id: a.id },
  ]);
  expect(same.json).toMatchObject({ version: 2 });
  expect((await change(1, [])).json.code).toBe('version-conflict');
  const other = { kind: 'session', title: '乙', on: '2026-12-01', id: b.id, trainerId: 1 };
  expect(pointers(await change(2, [other]))).toEqual([['/lessons/0/kind', 'other-kind']]);
  expect((await call('alice', 'POST', '/training/courses', { title: 'x' })).status).toBe(403);
});

test('a lesson that is taken out is asked of nobody: who did the others has finished', async () => {
  const three = await course('缩短', lesson('甲'), lesson('乙'));
  const [a] = three.lessonList;
  const userIds = [company.users['alice']];
  await assign('boss', { courseId: three.id, dueOn: '2026-12-30', userIds });
  const own = async () => (await mine('alice')).rows.find((row) => row.course.id === three.id)!;
  await study('alice', (await own()).id, a!.id);
  expect(await own()).toMatchObject({ lessons: 2, finished: 1, finishedAt: null });
  await call('boss', 'PATCH', `/training/courses/${three.id}`, {
    version: 1,
    lessons: [{ ...lesson('甲'), id: a!.id }],
  });
  expect(await own()).toMatchObject({ lessons: 1, finishedAt: company.clock.now, overdue: false });
});

test('hours of training are the minutes of what was done, each in its period and for its reader', async () => {
  await company.stop();
  company = await startCompany();
  await logIn();
  const trainerId = company.users['manager'];
  const session = { kind: 'session', on: TODAY, place: '', trainerId, minutes: 120 };
  const made = await course(
    '学时课',
    lesson('读物', { minutes: 30 }),
    lesson('没写时长的'),
    { ...session, title: '面授' },
    { ...session, title: '上月的面授', on: '2026-10-20', minutes: 60 },
  );
  const [read, unsaid, today, before] = made.lessonList.map((row) => row.id);
  const [alice, bob] = [company.users['alice']!, company.users['bob']!];
  await assign('boss', { courseId: made.id, dueOn: '2026-12-01', userIds: [alice, bob] });
  const row = (await mine('alice')).rows.find((one) => one.course.id === made.id)!;
  await study('alice', row.id, read!);
  await study('alice', row.id, unsaid!);
  const attend = async (id: number, body: object) =>
    await call<Attendance & Refusal>('manager', 'PUT', `/training/sessions/${id}`, {
      present: [],
      absent: [],
      ...body,
    });
  expect(
    pointers(await attend(today!, { present: [alice], minutes: [{ userId: bob, minutes: 5 }] })),
  ).toEqual([['/minutes/0/userId', 'not-present']]);
  const came = await attend(today!, {
    present: [alice, bob],
    minutes: [{ userId: alice, minutes: 90 }],
  });
  expect(came.json.rows.map((one) => [one.person.name, one.present, one.minutes])).toEqual([
    ['alice', true, 90],
    ['bob', true, 120],
  ]);
  await attend(before!, { present: [alice] });
  type Hours = EndpointOutput<typeof api.trainingWork.getHours>;
  const hours = async (who: string, id = alice, query = '') =>
    (await call<Hours>(who, 'GET', `/training/results/${id}/hours${query}`)).json;
  const november = '?from=2026-11-01&to=2026-11-30';
  const own = await hours('alice', alice, november);
  expect(own.rows.map((one) => [one.on, one.lesson.name, one.minutes, one.planned])).toEqual([
    [TODAY, '面授', 90, 120],
    [TODAY, '读物', 30, null],
  ]);
  expect([own.minutes, (await hours('alice')).minutes]).toEqual([120, 180]);
  expect((await hours('manager')).minutes).toBe(180);
  expect((await call('manager', 'GET', `/training/results/${bob}/hours`)).status).toBe(404);
  expect((await call('bob', 'GET', `/training/results/${alice}/hours`)).status).toBe(404);
  const year = async (who: string) =>
    (await call<{ minutesThisYear: number }>(who, 'GET', '/training/mine')).json.minutesThisYear;
  expect([await year('alice'), await year('bob')]).toEqual([180, 120]);

  // What is done keeps its time; what said none counts once it does.
  const change = made.lessonList.map((one) => ({
    id: one.id,
    kind: one.kind,
    title: one.title,
    ...(one.body && { body: one.body }),
    ...(one.kind === 'session' && { on: one.on, trainerId }),
    minutes: one.id === unsaid ? 15 : 240,
  }));
  const path = `/training/courses/${made.id}`;
  await call('boss', 'PATCH', path, { version: made.version, lessons: change });
  expect((await hours('alice')).minutes).toBe(195);
  // Attendance that is saved again leaves the time, one that is taken back takes it along.
  await attend(today!, { present: [alice, bob] });
  expect((await hours('alice')).minutes).toBe(195);
  await attend(today!, { absent: [alice] });
  expect((await hours('alice')).minutes).toBe(105);

  // On scorecard, page and list: of those alone whom the reader leads in training.
  const listed = await call<{ rows: TrainingResult[] }>(
    'boss',
    'GET',
    `/training/results${november}`,
  );
  expect(listed.json.rows.find((one) => one.person.name === 'bob')!.minutes).toBe(120);
  type Cards = EndpointOutput<typeof api.team.scorecards>;
  const cards = async (who: string) =>
    (await call<Cards>(who, 'GET', '/scorecards')).json.rows.map((one) => [
      one.person.name,
      one.training?.minutes ?? null,
    ]);
  expect(await cards('boss')).toContainEqual(['bob', 120]);
  const role = await company.db.read
    .selectFrom('role')
    .select('id')
    .where('key', '=', 'sales-manager')
    .executeTakeFirstOrThrow();
  expect(await cards('manager')).toContainEqual(['alice', 45]);
  await company.db.transaction(async (tx) => {
    await tx
      .deleteFrom('role_grant')
      .where('role_id', '=', role.id)
      .where('permission', '=', 'training.lead')
      .execute();
    await tx.updateTable('company').set({ org_revision: 9999 }).execute();
  });
  expect(await cards('manager')).toContainEqual(['alice', null]);
  type Person = EndpointOutput<typeof api.team.get>;
  const page = async (who: string) =>
    (await call<Person>(who, 'GET', `/team/${alice}`)).json.training?.minutes;
  expect([await page('boss'), await page('manager')]).toEqual([45, undefined]);
});
