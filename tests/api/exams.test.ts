import type { DeskBlock, SearchHit } from '@xinhang/shared/activities.ts';
import type { Attempt } from '@xinhang/shared/attempts.ts';
import type { AttemptRow, Exam, ExamRow } from '@xinhang/shared/exams.ts';
import type { Question, QuestionCategory, QuestionVersion } from '@xinhang/shared/questions.ts';
import type { Course } from '@xinhang/shared/training.ts';
import type { Enrolment } from '@xinhang/shared/training-work.ts';
import { trainingOfOne } from '@xinhang/server/modules/learning/training-figures.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
interface Refusal {
  code: string;
  params?: Record<string, unknown>;
  errors?: { pointer: string; code: string }[];
}
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT';
async function call<T = Refusal>(who: string, method: Method, path: string, body?: object) {
  const answer = await company.call(tokens[who]!, method, path, body);
  return answer as { status: number; json: T & Refusal; text: string };
}
const logIn = async () => {
  for (const name of Object.keys(company.users)) tokens[name] = await company.login(name);
};
const pointers = ({ json }: { json: Refusal }) =>
  json.errors?.map((one) => [one.pointer, one.code]);
const MINUTE = 60_000;
let categoryId = 0;

async function ask<T>(method: Method, path: string, body?: object): Promise<T> {
  const answer = await call<T>('boss', method, path, body);
  expect(answer.status, `${path}: ${answer.text}`).toBeLessThan(300);
  return answer.json;
}
const write = async (body: object) =>
  await ask<Question>('POST', '/training/questions', { categoryId, publish: true, ...body });
const single = async (text: string, right = 0) =>
  await write({
    kind: 'single',
    text,
    options: ['SECRET甲', 'SECRET乙', 'SECRET丙'],
    right: [right],
  });
const exam = async (body: object) => await ask<Exam>('POST', '/training/exams', body);
const assign = async (examId: number, ...names: string[]) =>
  await ask('POST', '/training/assignments', {
    examId,
    dueOn: '2026-12-24',
    userIds: names.map((name) => company.users[name]),
  });
const start = async (who: string, examId: number) =>
  await call<Attempt>(who, 'POST', `/training/exams/${examId}/attempts`);
const say = async (who: string, { id }: { id: number }, no: number, body: object, version = 0) =>
  await call<{ version: number }>(who, 'PUT', `/training/attempts/${id}/answers/${no}`, {
    version,
    ...body,
  });
const submit = async (who: string, { id }: { id: number }) =>
  await call<Attempt>(who, 'POST', `/training/attempts/${id}/submit`);
const read = async (who: string, id: number) =>
  await call<Attempt>(who, 'GET', `/training/attempts/${id}`);
const of = async (who: string, examId: number) =>
  (await call<Exam>(who, 'GET', `/training/exams/${examId}`)).json;
/** Where an option stands in this attempt. */
const place = (attempt: Attempt, no: number, option: string) =>
  attempt.questions.find((one) => one.no === no)!.options.indexOf(option);

beforeAll(async () => {
  company = await startCompany();
  await logIn();
  // The clock has other things to do, which take their time.
  await call('admin', 'PATCH', '/schedules/backup', { version: 1, enabled: false });
  ({ id: categoryId } = await ask<QuestionCategory>('POST', '/training/question-categories', {
    name: '产品',
  }));
});
afterAll(async () => {
  await company.stop();
});

test('a question has what its kind needs, and a version more with each change once published', async () => {
  const wrong = async (body: object) =>
    pointers(
      await call('boss', 'POST', '/training/questions', { categoryId, text: '问', ...body }),
    );
  expect(await wrong({ kind: 'single', options: ['甲'], right: [0] })).toEqual([
    ['/options', 'options-few'],
  ]);
  expect(await wrong({ kind: 'single', options: ['甲', '甲'], right: [0] })).toEqual([
    ['/options', 'named-twice'],
  ]);
  expect(await wrong({ kind: 'single', options: ['甲', '乙'], right: [0, 1] })).toEqual([
    ['/right', 'right-one'],
  ]);
  expect(await wrong({ kind: 'multiple', options: ['甲', '乙'], right: [2] })).toEqual([
    ['/right', 'right-option'],
  ]);
  expect(await wrong({ kind: 'boolean' })).toEqual([['/right', 'right-one']]);
  expect(await wrong({ kind: 'fill' })).toEqual([['/accepted', 'required']]);
  expect(await wrong({ kind: 'text', categoryId: 999 })).toEqual([
    ['/categoryId', 'unknown-category'],
  ]);
  expect((await call('manager', 'GET', '/training/questions')).status).toBe(403);

  const draft = await write({ kind: 'fill', text: '最大压力', accepted: ['300'], publish: false });
  expect([draft.state, draft.no]).toEqual(['draft', 0]);
  const change = async (body: object) =>
    await call<Question>('boss', 'PATCH', `/training/questions/${draft.id}`, body);
  expect((await change({ version: 1, text: '最大压力（kN）' })).json.no).toBe(0);
  expect((await change({ version: 2, state: 'retired' })).json.code).toBe('state-refused');
  expect((await change({ version: 2, state: 'published' })).json).toMatchObject({ no: 1 });
  expect((await change({ version: 3, accepted: ['300', '三百'] })).json.no).toBe(2);
  // The difficulty is asked of nobody.
  expect((await change({ version: 4, difficulty: 3 })).json).toMatchObject({ no: 2, version: 5 });
  expect((await change({ version: 5, state: 'retired' })).json.state).toBe('retired');
  expect((await change({ version: 6, state: 'published' })).json).toMatchObject({ no: 2 });
  expect((await change({ version: 3, text: 'x' })).json.code).toBe('version-conflict');
  const { versions } = await ask<{ versions: QuestionVersion[] }>(
    'GET',
    `/training/questions/${draft.id}`,
  );
  expect(versions.map((one) => [one.no, one.accepted])).toEqual([
    [2, ['300', '三百']],
    [1, ['300']],
  ]);
  const found = await ask<{ rows: Question[]; count: number }>(
    'GET',
    `/training/questions?q=${encodeURIComponent('最大壓力')}&count=1`,
  );
  expect([found.rows.map((row) => row.id), found.count]).toEqual([[draft.id], 1]);
});

test('a pasted block is imported whole or not at all', async () => {
  const rows = [
    { categoryId, kind: 'boolean', text: '压头可以徒手装', right: [1] },
    { categoryId, kind: 'single', text: '没有选项' },
  ];
  const path = '/training/questions/import';
  expect(pointers(await call('boss', 'POST', path, { rows }))).toEqual([
    ['/rows/1/options', 'options-few'],
  ]);
  const left = await ask<{ rows: Question[] }>('GET', '/training/questions?kind=boolean');
  expect(left.rows).toEqual([]);
  expect(
    (await call<{ made: number }>('boss', 'POST', path, { rows: rows.slice(0, 1) })).json,
  ).toEqual({ made: 1 });
});

test('what was right never travels before the end; every answer is kept; marked at once', async () => {
  const one = await single('哪一款带伺服？', 1);
  const two = await write({
    kind: 'multiple',
    text: '哪些要报备？',
    options: ['SECRET一', 'SECRET二', 'SECRET三'],
    right: [0, 2],
    points: 10,
    explanation: 'HIDDEN解析',
  });
  const three = await write({ kind: 'fill', text: '压力', accepted: ['HIDDEN 300kN'] });
  const { id: examId } = await exam({
    title: '产品考试',
    passPercent: 75,
    minutes: 30,
    tries: 2,
    waitHours: 24,
    items: [{ questionId: one.id }, { questionId: two.id }, { questionId: three.id }],
  });
  expect((await start('alice', examId)).status).toBe(404);
  expect((await call('alice', 'GET', `/training/exams/${examId}`)).status).toBe(404);
  await assign(examId, 'alice');
  const asked = await call<Exam>('alice', 'GET', `/training/exams/${examId}`);
  expect(asked.json).toMatchObject({ refusal: null, questions: 3, items: [], mayEdit: false });
  expect(asked.text).not.toMatch(/SECRET|HIDDEN/);
  const begun = await start('alice', examId);
  expect([begun.status, begun.json.state, begun.json.total]).toEqual([201, 'open', 20]);
  expect(begun.json.endsAt).toBe(company.clock.now + 30 * MINUTE);
  const opened = await read('alice', begun.json.id);
  expect(opened.text).not.toMatch(/HIDDEN/);
  for (const question of opened.json.questions) {
    expect([question.told, question.right, question.accepted, question.score]).toEqual([
      false,
      [],
      [],
      null,
    ]);
  }
  // A second tab begins nothing new, and nobody else looks on.
  expect((await start('alice', examId)).json.id).toBe(begun.json.id);
  expect((await read('boss', begun.json.id)).status).toBe(404);
  expect((await say('bob', begun.json, 1, { chosen: [0] })).status).toBe(404);
  const noOf = (text: string) => opened.json.questions.find((each) => each.text === text)!.no;
  const [a, b, c] = [noOf('哪一款带伺服？'), noOf('哪些要报备？'), noOf('压力')];
  const right = place(opened.json, a, 'SECRET乙');
  expect((await say('alice', begun.json, a, { chosen: [right] })).json.version).toBe(1);
  // The other tab is told that this one was faster, and repeating the same is nothing.
  expect((await say('alice', begun.json, a, { chosen: [0] })).json.code).toBe('version-conflict');
  expect((await say('alice', begun.json, a, { chosen: [right] }, 1)).json.version).toBe(1);
  expect(pointers(await say('alice', begun.json, a, { chosen: [0, 1] }, 1))).toEqual([
    ['/chosen', 'no-such-option'],
  ]);
  expect(pointers(await say('alice', begun.json, c, { chosen: [0] }))).toEqual([
    ['/chosen', 'other-kind-of-answer'],
  ]);
  expect((await say('alice', begun.json, 4, { chosen: [0] })).status).toBe(404);
  await say('alice', begun.json, b, { chosen: [place(opened.json, b, 'SECRET一')] });
  await say('alice', begun.json, c, { text: 'hidden　３００ kN' });
  const resumed = (await read('alice', begun.json.id)).json.questions;
  expect(resumed.find((each) => each.no === c)!.answer).toBe('hidden　３００ kN');
  // Half of the right ones is nothing: 10 of 20, and 75 % are asked for.
  const done = await submit('alice', begun.json);
  expect(done.json).toMatchObject({ state: 'done', score: 10, percentBp: 5000, passed: false });
  expect(done.text).not.toMatch(/HIDDEN解析/);
  expect((await submit('alice', begun.json)).json.code).toBe('state-refused');
  expect((await say('alice', begun.json, a, { chosen: [] }, 1)).json.code).toBe('state-refused');
  expect(await of('alice', examId)).toMatchObject({
    refusal: 'waiting',
    nextAt: company.clock.now + 24 * 60 * MINUTE,
  });
  expect((await start('alice', examId)).json).toMatchObject({
    code: 'exam-refused',
    params: { reason: 'waiting' },
  });
  // Editing the question does not touch what was asked.
  await ask('PATCH', `/training/questions/${one.id}`, { version: one.version, text: '改过' });
  expect((await read('alice', begun.json.id)).text).toContain('哪一款带伺服？');
  company.clock.now += 24 * 60 * MINUTE;
  await logIn();
  const again = (await start('alice', examId)).json;
  expect(again.questions.map((each) => each.text)).toContain('改过');
  // The time is over: what is under way still comes in, then nothing.
  company.clock.now = again.endsAt! + 29_000;
  expect((await say('alice', again, 1, {})).status).toBe(200);
  company.clock.now = again.endsAt! + 31_000;
  expect((await say('alice', again, 1, { text: 'x' })).json.code).toBe('exam-time-over');
  // Over when it is read, and written down with the next look at the clock.
  expect((await read('alice', again.id)).json).toMatchObject({
    state: 'done',
    passed: false,
    closedBy: 'clock',
    closedAt: again.endsAt,
  });
  expect(await of('alice', examId)).toMatchObject({ refusal: 'tries-used' });
  await company.clockwork.tick();
  await company.jobs.idle();
  expect((await submit('alice', again)).json.code).toBe('state-refused');
  // No try is left, so that what was right is told.
  expect((await read('alice', again.id)).text).toMatch(/HIDDEN解析/);
});

test('an exam is a lesson: whoever passes it has done it, also in a course that comes later', async () => {
  const one = await single('谈判第一步？', 2);
  const { id: examId } = await exam({ title: '谈判考试', items: [{ questionId: one.id }] });
  const course = async (title: string) =>
    await ask<Course>('POST', '/training/courses', {
      title,
      lessons: [{ kind: 'exam', title: '结业考试', examId }],
    });
  const first = await course('谈判');
  expect(first.lessonList[0]).toMatchObject({ exam: { id: examId, name: '谈判考试' } });
  const give = async (courseId: number) =>
    await ask('POST', '/training/assignments', {
      courseId,
      dueOn: '2026-12-20',
      userIds: [company.users['bob']],
    });
  await give(first.id);
  const row = async (title: string) =>
    (await call<{ rows: Enrolment[] }>('bob', 'GET', '/training/mine')).json.rows.find(
      (each) => each.course.name === title,
    )!;
  const { id } = await row('谈判');
  const study = `/training/enrolments/${id}/lessons/${first.lessonList[0]!.id}`;
  expect((await call('bob', 'POST', study, { finished: true })).json.code).toBe('state-refused');
  const attempt = (await start('bob', examId)).json;
  await say('bob', attempt, 1, { chosen: [place(attempt, 1, 'SECRET丙')] });
  expect((await submit('bob', attempt)).json).toMatchObject({ passed: true, percentBp: 10_000 });
  expect((await row('谈判')).finishedAt).toBe(company.clock.now);
  expect((await start('bob', examId)).json.params).toMatchObject({ reason: 'passed' });
  await give((await course('谈判进阶')).id);
  expect(await row('谈判进阶')).toMatchObject({ finished: 1, finishedAt: company.clock.now });
  // The exam by itself, too, is an enrolment that names it.
  await assign(examId, 'bob');
  expect(await row('谈判考试')).toMatchObject({ exam: { id: examId }, finished: 1 });
});

test('texts wait for whoever leads; one of two markers wins; the result is told', async () => {
  const one = await single('先做什么？');
  const two = await write({
    kind: 'text',
    text: '怎么答“太贵”？',
    reference: '逐行对',
    points: 10,
  });
  const { id: examId } = await exam({
    title: '异议考试',
    answersShown: 'always',
    items: [{ questionId: one.id }, { questionId: two.id }],
  });
  await assign(examId, 'alice', 'manager');
  const attempt = (await start('alice', examId)).json;
  const choice = attempt.questions.find((each) => each.kind === 'single')!;
  const text = attempt.questions.find((each) => each.kind === 'text')!;
  await say('alice', attempt, choice.no, { chosen: [place(attempt, choice.no, 'SECRET甲')] });
  await say('alice', attempt, text.no, { text: '先问和谁比' });
  expect((await submit('alice', attempt)).json).toMatchObject({ state: 'marking', passed: null });
  const queue = async (who: string) =>
    (await call<{ rows: AttemptRow[] }>(who, 'GET', '/training/marking')).json.rows?.map(
      (row) => row.id,
    );
  expect(await queue('manager')).toEqual([attempt.id]);
  expect(await queue('boss')).toEqual([attempt.id]);
  expect((await call('alice', 'GET', '/training/marking')).status).toBe(403);
  const desk = (await call<{ blocks: DeskBlock[] }>('manager', 'GET', '/desk')).json.blocks;
  const block = desk.find((each) => each.kind === 'attemptsToMark');
  expect(block?.attempts?.map((row) => row.person.name)).toEqual(['alice']);
  const notices = async (who: string) =>
    (
      await call<{ rows: { kind: string; route: string | null }[] }>(who, 'GET', '/notifications')
    ).json.rows.filter((row) => row.kind.startsWith('exam-'));
  expect((await notices('manager')).map((row) => row.route)).toEqual(['/training/marking']);
  // He is still to pass it himself, and is told nothing of what is right.
  const seen = (await read('manager', attempt.id)).json;
  expect([seen.mayMark, seen.questions.map((each) => each.told)]).toEqual([true, [false, false]]);
  const { version } = seen;
  const mark = async (who: string, body: object) =>
    await call<Attempt>(who, 'POST', `/training/attempts/${attempt.id}/marks`, body);
  const marks = (score: number, no = text.no) => ({
    version,
    marks: [{ no, score, comment: '好' }],
  });
  expect(pointers(await mark('manager', marks(11)))).toEqual([['/marks/0/score', 'over-points']]);
  expect(pointers(await mark('manager', marks(1, choice.no)))).toEqual([
    ['/marks/0/no', 'no-text-to-mark'],
  ]);
  expect((await mark('alice', marks(10))).status).toBe(403);
  expect((await mark('manager', marks(4))).json).toMatchObject({
    state: 'done',
    score: 9,
    passed: true,
    markedBy: 'manager',
  });
  expect((await mark('boss', marks(10))).json.code).toBe('version-conflict');
  expect(await queue('boss')).toEqual([]);
  expect((await notices('alice')).map((row) => [row.kind, row.route])).toEqual([
    ['exam-marked', `/training/attempts/${attempt.id}`],
  ]);
  const mine = (await read('alice', attempt.id)).json;
  expect(mine.questions.find((each) => each.no === text.no)).toMatchObject({
    score: 4,
    comment: '好',
    reference: '逐行对',
  });
  const passed = async () =>
    (await call<{ rows: Enrolment[] }>('alice', 'GET', '/training/mine')).json.rows.find(
      (each) => each.exam?.id === examId,
    )!.finishedAt;
  expect(await passed()).not.toBeNull();
  // Marked anew it is not passed, and the course is not done.
  await mark('boss', { version: version + 1, marks: [{ no: text.no, score: 0 }] });
  expect(await passed()).toBeNull();
});

test('questions are drawn by chance, and results are those of the people in reach', async () => {
  const { id } = await ask<QuestionCategory>('POST', '/training/question-categories', {
    name: '抽题',
  });
  for (const text of ['一', '二', '三', '四', '五', '六']) {
    await write({ kind: 'boolean', text: `抽${text}`, right: [0], categoryId: id });
  }
  const { id: examId } = await exam({
    title: '抽题考试',
    items: [{ categoryId: id, count: 3, points: 7 }],
  });
  await assign(examId, 'alice', 'bob');
  const papers = [];
  for (const who of ['alice', 'bob']) {
    const attempt = (await start(who, examId)).json;
    expect([attempt.questions.length, attempt.total]).toEqual([3, 21]);
    expect(new Set(attempt.questions.map((each) => each.text)).size).toBe(3);
    papers.push(attempt);
    await say(who, attempt, 1, { chosen: [who === 'alice' ? 0 : 1] });
    await submit(who, attempt);
  }
  const results = async (who: string, query = '') =>
    (
      await call<{ rows: AttemptRow[] }>(
        who,
        'GET',
        `/training/exam-results?examId=${examId}${query}`,
      )
    ).json.rows.map((row) => [row.person.name, row.score]);
  expect(await results('boss')).toEqual([
    ['bob', 0],
    ['alice', 7],
  ]);
  expect(await results('manager')).toEqual([['alice', 7]]);
  expect(await results('boss', '&from=2030-01-01')).toEqual([]);
  expect(await results('boss', `&personId=${company.users['bob']}`)).toEqual([['bob', 0]]);
  expect((await call('alice', 'GET', '/training/exam-results')).status).toBe(403);
  const analysis = async (who: string) =>
    (
      await call<{ attempts: number; meanBp: number; rows: { asked: number; right: number }[] }>(
        who,
        'GET',
        `/training/exams/${examId}/analysis`,
      )
    ).json;
  expect(await analysis('manager')).toMatchObject({ attempts: 1, meanBp: 3333 });
  const all = await analysis('boss');
  expect(all.rows.reduce((sum, row) => sum + row.asked, 0)).toBe(6);
  expect(all.rows.reduce((sum, row) => sum + row.right, 0)).toBe(1);
  const { json } = await call<{ jobId: number }>('boss', 'POST', '/training/exam-results/export', {
    examId,
    format: 'csv',
    lang: 'zh-CN',
  });
  await company.jobs.idle();
  const file = await call('boss', 'GET', `/jobs/${json.jobId}`);
  expect(file.text).toContain('考试成绩');
  // Without a published question nothing can be asked.
  const rows = (await ask<{ rows: Question[] }>('GET', `/training/questions?categoryId=${id}`))
    .rows;
  for (const row of rows) {
    await ask('PATCH', `/training/questions/${row.id}`, { version: row.version, state: 'retired' });
  }
  const listed = (await ask<{ rows: ExamRow[] }>('GET', '/training/exams')).rows;
  expect(listed.find((row) => row.id === examId)?.questions).toBe(3);
  await assign(examId, 'manager');
  expect(await of('manager', examId)).toMatchObject({ refusal: 'empty' });
});

test('figures of a person for appraisals, and what was learned on the page of the person', async () => {
  const { figures } = await ask<{ figures: { key: string }[] }>('GET', '/appraisals/figures');
  const keys = figures.map((one) => one.key);
  const db = { db: company.db.read } as never;
  const of = async (name: string, to = '2026-11-30') =>
    await trainingOfOne.count(db, {
      userId: company.users[name]!,
      from: '2026-11-01',
      to,
      since: Date.UTC(2026, 9, 31, 16),
      before: Date.UTC(2026, 10, 30, 16),
      today: to,
    });
  // Nothing of 15, seven of 21, five of 15: the last try of each exam.
  const alice = await of('alice');
  expect(alice).toEqual({
    examScore: 2222,
    examsPassed: 0,
    coursesFinished: 0,
    lessonsFinished: 0,
    trainingMinutes: 0,
  });
  expect(await of('bob')).toEqual({
    examScore: 5000,
    examsPassed: 1,
    // The exam by itself is no course.
    coursesFinished: 2,
    lessonsFinished: 3,
    trainingMinutes: 0,
  });
  expect((await of('buyer')).examScore).toBeNull();
  expect(keys).toEqual(expect.arrayContaining(Object.keys(alice)));
  interface Page {
    training: { exams: { exam: { name: string }; percentBp: number }[] } | null;
  }
  const page = async (who: string, whom: string) =>
    (await call<Page>(who, 'GET', `/team/${company.users[whom]}?span=month&on=2026-11-25`)).json;
  const shown = (await page('manager', 'alice')).training?.exams ?? [];
  expect(shown.map((one) => one.exam.name)).toContain('异议考试');
  expect(shown).toHaveLength(4);
  expect((await page('alice', 'alice')).training?.exams).toEqual(shown);
  // Beside each other on the scorecards, in the same numbers.
  type Cards = { rows: { person: { name: string }; training: { examBp: number | null } | null }[] };
  const cards = await call<Cards>('boss', 'GET', '/scorecards?span=month&on=2026-11-25');
  const examsOf = (name: string) =>
    cards.json.rows.find((row) => row.person.name === name)?.training?.examBp;
  expect([examsOf('alice'), examsOf('bob')]).toEqual([2222, 5000]);
});

test('an exam is found by its title and pinyin by whoever may open it', async () => {
  const { id: question } = await single('查找');
  const { id } = await exam({
    title: '售后流程年考',
    items: [{ questionId: question, points: 1 }],
  });
  await assign(id, 'alice');
  const found = async (who: string, q: string) => {
    const path = `/search?q=${encodeURIComponent(q)}`;
    const { json } = await call<{ hits: SearchHit[] }>(who, 'GET', path);
    return json.hits.map((hit) => [hit.source, hit.title, hit.route]);
  };
  const hit = [['exams', '售后流程年考', `/training/exams/${id}`]];
  expect([await found('boss', '售后 年考'), await found('manager', 'shlc')]).toEqual([hit, hit]);
  expect([await found('alice', 'liucheng'), await found('bob', '售后')]).toEqual([hit, []]);
  const { version } = await of('boss', id);
  await ask('PATCH', `/training/exams/${id}`, { version, active: false });
  expect([await found('boss', '售后'), await found('alice', '售后')]).toEqual([hit, []]);
});

test('whoever leads a person gives one more try when none is left, for the last one and once', async () => {
  const { id: question } = await single('补考');
  const { id: examId } = await exam({
    title: '补考',
    tries: 2,
    items: [{ questionId: question, points: 1 }],
  });
  await assign(examId, 'alice');
  const first = (await submit('alice', (await start('alice', examId)).json)).json;
  const forgive = async (who: string, id: number, version: number) =>
    await call<Attempt>(who, 'POST', `/training/attempts/${id}/forgive`, { version });
  expect((await read('manager', first.id)).json.mayForgive).toBe(false);
  expect((await forgive('manager', first.id, first.version)).json.code).toBe('state-refused');
  const last = (await submit('alice', (await start('alice', examId)).json)).json;
  expect(await of('alice', examId)).toMatchObject({ refusal: 'tries-used' });
  expect((await read('manager', last.id)).json.mayForgive).toBe(true);
  expect((await forgive('alice', last.id, last.version)).status).toBe(403);
  expect((await forgive('manager', first.id, first.version)).json.code).toBe('state-refused');
  const given = (await forgive('manager', last.id, last.version)).json;
  expect(given.mayForgive).toBe(false);
  expect((await forgive('manager', last.id, given.version)).json.code).toBe('state-refused');
  expect(await of('alice', examId)).toMatchObject({ refusal: null });
  const notices = await call<{ rows: { kind: string; route: string }[] }>(
    'alice',
    'GET',
    '/notifications',
  );
  expect(notices.json.rows[0]).toMatchObject({
    kind: 'exam-again',
    route: `/training/exams/${examId}`,
  });
  await start('alice', examId);
  expect((await read('manager', last.id)).json.mayForgive).toBe(false);
});
