import { may } from '@xinhang/db/actor.ts';
import { attemptsAt } from '@xinhang/db/repositories/attempts.ts';
import {
  changeLesson,
  courseById,
  insertCourse,
  insertLesson,
  lessonsOf,
  updateCourse,
} from '@xinhang/db/repositories/courses.ts';
import {
  allExams,
  examById,
  examLessonsOf,
  insertExam,
  itemsOf,
  setItems,
  updateExam as changeRow,
  type ExamItemRecord,
  type ExamWithCourse,
} from '@xinhang/db/repositories/exams.ts';
import { allQuestionCategories, questionsByIds } from '@xinhang/db/repositories/questions.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { Exam, ExamItem, ExamItemBody, ExamRow } from '@xinhang/shared/exams.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { asOfNow, toAttemptRow } from './attempt-view.ts';
import { standingOf } from './standing.ts';

type Exams = typeof api.exams;
type Create = EndpointInput<Exams['createExam']>['body'];
type Update = EndpointInput<Exams['updateExam']>['body'];

const keeps = (ctx: Pick<ReadContext, 'actor'>) => may(ctx.actor, 'training.manage');
const leads = (ctx: Pick<ReadContext, 'actor'>) => may(ctx.actor, 'training.lead');

const toRow = (row: ExamWithCourse, items: readonly ExamItemRecord[]): ExamRow => ({
  id: row.id,
  version: row.version,
  title: row.title,
  note: row.note,
  active: row.active === 1,
  passPercent: row.pass_percent,
  minutes: row.minutes,
  tries: row.tries,
  waitHours: row.wait_hours,
  shuffleQuestions: row.shuffle_questions === 1,
  shuffleOptions: row.shuffle_options === 1,
  openFrom: row.open_from,
  openUntil: row.open_until,
  answersShown: row.answers_shown,
  questions: items.reduce((sum, item) => sum + (item.draw ?? 1), 0),
  courseId: row.course_id,
});

/** Every exam; for who does not keep them those that can be assigned. */
export async function listExams(ctx: ReadContext): Promise<ExamRow[]> {
  const rows = (await allExams(ctx.db)).filter((row) => keeps(ctx) || row.active === 1);
  const ids = rows.map((row) => row.id);
  const items = Map.groupBy(await itemsOf(ctx.db, ids), (item) => item.exam_id);
  return rows.map((row) => toRow(row, items.get(row.id) ?? []));
}

/** Who keeps or leads training sees every exam; others those that they are to take, or took. */
async function needExam(ctx: ReadContext, id: number): Promise<ExamWithCourse> {
  const { db, actor } = ctx;
  const row = await examById(db, id);
  if (!row) throw problem('not-found');
  if (keeps(ctx) || leads(ctx)) return row;
  const asked = await examLessonsOf(db, { userId: actor.userId, examId: id });
  if (asked.length > 0 || (await attemptsAt(db, actor.userId, id)).length > 0) return row;
  throw problem('not-found');
}

async function describeItems(
  ctx: ReadContext,
  items: readonly ExamItemRecord[],
): Promise<ExamItem[]> {
  const ids = items.flatMap((item) => item.question_id ?? []);
  const questions = new Map((await questionsByIds(ctx.db, ids)).map((row) => [row.id, row]));
  const names = new Map((await allQuestionCategories(ctx.db)).map((row) => [row.id, row.name]));
  return items.map((item): ExamItem => {
    const question = questions.get(item.question_id ?? 0);
    const { category_id: categoryId } = item;
    return {
      question: question
        ? {
            id: question.id,
            text: question.text,
            kind: question.kind,
            published: question.state === 'published',
          }
        : null,
      category: categoryId === null ? null : { id: categoryId, name: names.get(categoryId) ?? '' },
      count: item.draw ?? 1,
      points: item.points,
    };
  });
}

/** An exam with the own attempts; one that the actor neither takes, leads nor keeps: 404. */
export async function describeExam(ctx: ReadContext, id: number): Promise<Exam> {
  const row = await needExam(ctx, id);
  const items = await itemsOf(ctx.db, [id]);
  const { userId } = ctx.actor;
  const attempts = await asOfNow(ctx, await attemptsAt(ctx.db, userId, id));
  const standing = await standingOf(ctx, row, userId, attempts);
  return {
    ...toRow(row, items),
    items: keeps(ctx) ? await describeItems(ctx, items) : [],
    mayEdit: keeps(ctx),
    attempts: attempts.map(toAttemptRow),
    dueOn: standing.dueOn,
    refusal: standing.refusal,
    nextAt: standing.nextAt,
  };
}

/** The items as columns, once each names a published question or a category that has enough. */
async function toItems(ctx: WriteContext, bodies: readonly ExamItemBody[]) {
  const ids = bodies.flatMap((body) => body.questionId ?? []);
  const questions = new Map((await questionsByIds(ctx.tx, ids)).map((row) => [row.id, row]));
  const categories = new Set((await allQuestionCategories(ctx.tx)).map((row) => row.id));
  const seen = new Set<string>();
  return bodies.map(({ questionId, categoryId, count, points }, at) => {
    if ((questionId === undefined) === (categoryId === undefined)) {
      throw fieldRefused(`/items/${at}/questionId`, 'question-or-category');
    }
    const key = `${questionId}/${categoryId}`;
    const field = questionId === undefined ? 'categoryId' : 'questionId';
    if (seen.has(key)) throw fieldRefused(`/items/${at}/${field}`, 'named-twice');
    seen.add(key);
    if (categoryId !== undefined && !categories.has(categoryId)) {
      throw fieldRefused(`/items/${at}/categoryId`, 'unknown-category');
    }
    if (questionId !== undefined && (questions.get(questionId)?.no ?? 0) === 0) {
      throw fieldRefused(`/items/${at}/questionId`, 'unknown-question');
    }
    return {
      question_id: questionId ?? null,
      category_id: categoryId ?? null,
      draw: categoryId === undefined ? null : count,
      points,
    };
  });
}

function toColumns(body: Create | (Omit<Update, 'items'> & ExamRow)) {
  if (body.openFrom && body.openUntil && body.openUntil < body.openFrom) {
    throw fieldRefused('/openUntil', 'before-from');
  }
  return {
    title: body.title,
    note: body.note,
    pass_percent: body.passPercent,
    minutes: body.minutes,
    tries: body.tries,
    wait_hours: body.waitHours,
    shuffle_questions: body.shuffleQuestions ? 1 : 0,
    shuffle_options: body.shuffleOptions ? 1 : 0,
    open_from: body.openFrom,
    open_until: body.openUntil,
    answers_shown: body.answersShown,
  };
}

async function record(ctx: WriteContext, action: string, before: object | null, id: number) {
  const row = (await examById(ctx.tx, id))!;
  const after = { ...row, items: await itemsOf(ctx.tx, [id]) };
  await ctx.audit({ action, entity: 'exam', entityId: id, before, after });
  await ctx.emit({ entity: 'exam', id, version: row.version, audience: [] });
}

/** Makes an exam, and the course that stands for it where it is assigned by itself. */
export async function createExam(ctx: WriteContext, body: Create): Promise<Exam> {
  const { tx, now } = ctx;
  const items = await toItems(ctx, body.items);
  const id = await insertExam(tx, { ...toColumns(body), active: 1, at: now });
  await setItems(tx, id, items);
  const { title, note } = body;
  const courseId = await insertCourse(tx, { title, note, active: 1, at: now, exam_id: id });
  await insertLesson(tx, {
    course_id: courseId,
    sort: 0,
    kind: 'exam',
    title,
    article_id: null,
    body: null,
    file_id: null,
    on_date: null,
    place: '',
    trainer_id: null,
    removed_at: null,
    exam_id: id,
  });
  await record(ctx, 'exams.create', null, id);
  return await describeExam(ctx, id);
}

export async function updateExam(ctx: WriteContext, id: number, body: Update): Promise<Exam> {
  const { tx } = ctx;
  const before = await examById(tx, id);
  if (!before) throw problem('not-found');
  const old = await itemsOf(tx, [id]);
  const current = toRow(before, old);
  const { version, items: bodies, ...wanted } = body;
  if (version !== before.version) throw conflict(before.version, current, wanted);
  const given = Object.fromEntries(
    Object.entries(wanted).filter(([, value]) => value !== undefined),
  );
  const merged = { ...current, ...given };
  const columns = { ...toColumns({ ...merged, version }), active: merged.active ? 1 : 0 };
  const items = bodies && (await toItems(ctx, bodies));
  const keyOf = (item: object) => JSON.stringify(item);
  const itemsSame =
    !items ||
    keyOf(items) ===
      keyOf(
        old.map(({ question_id, category_id, draw, points }) => ({
          question_id,
          category_id,
          draw,
          points,
        })),
      );
  const same = (Object.keys(columns) as (keyof typeof columns)[]).every(
    (name) => columns[name] === before[name],
  );
  if (same && itemsSame) return await describeExam(ctx, id);
  if (!(await changeRow(tx, before, columns))) throw problem('version-conflict');
  if (items && !itemsSame) await setItems(tx, id, items);
  await followCourse(ctx, before.course_id, columns);
  await record(ctx, 'exams.update', { ...before, items: old }, id);
  return await describeExam(ctx, id);
}

/** The course that stands for an exam is called as it is, and can be assigned as long as it can. */
async function followCourse(
  { tx }: WriteContext,
  courseId: number,
  { title, note, active }: { title: string; note: string; active: number },
): Promise<void> {
  const course = (await courseById(tx, courseId))!;
  if (course.title === title && course.note === note && course.active === active) return;
  await updateCourse(tx, course, { title, note, active });
  for (const lesson of await lessonsOf(tx, [courseId]))
    await changeLesson(tx, lesson.id, { title });
}
