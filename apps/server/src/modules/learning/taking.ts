import {
  answersOf,
  attemptById,
  attemptsAt,
  endedBefore,
  insertAnswers,
  insertAttempt,
  markAnswer,
  putAnswer,
  updateAttempt,
  type AnswerRecord,
  type NamedAttempt,
} from '@xinhang/db/repositories/attempts.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { examById, itemsOf, type ExamRecord } from '@xinhang/db/repositories/exams.ts';
import { newestVersions, publishedOf, questionsByIds } from '@xinhang/db/repositories/questions.ts';
import type { Attempt } from '@xinhang/shared/attempts.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { shuffled } from '@xinhang/shared/exam-rules.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { headsWith } from '../org/service.ts';
import {
  describeAttempt,
  detailIn,
  GRACE_MS,
  isOver,
  markedAtOnce,
  numbersIn,
  resultColumns,
  versionsOfAnswers,
} from './attempt-view.ts';
import { settleExam } from './passing.ts';
import { standingOf } from './standing.ts';

const MINUTE_MS = 60_000;
/** Attempts that one look of the clock ends. */
const MOST_AT_ONCE = 200;

/** The questions of an attempt in their order, each once: what stands fast, then what is drawn. */
async function paperOf(ctx: WriteContext, exam: ExamRecord) {
  const { random } = ctx.deps;
  const items = await itemsOf(ctx.tx, [exam.id]);
  const fixed = items.flatMap((item) => item.question_id ?? []);
  const standing = new Set(
    (await questionsByIds(ctx.tx, fixed)).flatMap((row) =>
      row.state === 'published' ? row.id : [],
    ),
  );
  const taken = new Set(standing);
  const chosen: { questionId: number; points: number | null }[] = [];
  for (const item of items) {
    const { question_id: questionId, category_id: categoryId, points } = item;
    if (questionId !== null && standing.has(questionId)) chosen.push({ questionId, points });
    if (categoryId === null) continue;
    const free = (await publishedOf(ctx.tx, categoryId)).filter((row) => !taken.has(row.id));
    for (const row of shuffled(free, random).slice(0, item.draw!)) {
      taken.add(row.id);
      chosen.push({ questionId: row.id, points });
    }
  }
  const ids = chosen.map((one) => one.questionId);
  const versions = new Map(
    (await newestVersions(ctx.tx, ids)).map((row) => [row.question_id, row]),
  );
  const ordered = exam.shuffle_questions === 1 ? shuffled(chosen, random) : chosen;
  return ordered.map(({ questionId, points }) => {
    const version = versions.get(questionId)!;
    const order = detailIn(version).options.map((_, index) => index);
    return {
      question_id: questionId,
      question_version_id: version.id,
      points: points ?? version.points,
      options: JSON.stringify(exam.shuffle_options === 1 ? shuffled(order, random) : order),
    };
  });
}

/** Begins an exam; one that is under way goes on, in whichever tab. */
export async function startAttempt(ctx: WriteContext, examId: number): Promise<Attempt> {
  const { tx, actor, now } = ctx;
  const exam = await examById(tx, examId);
  if (!exam) throw problem('not-found');
  for (const row of await attemptsAt(tx, actor.userId, examId)) {
    if (isOver(row, now)) await closeAttempt(ctx, row, 'clock');
  }
  const before = await attemptsAt(tx, actor.userId, examId);
  const open = before.find((row) => row.state === 'open');
  if (open) return await describeAttempt(ctx, open.id);
  const { refusal, nextAt } = await standingOf(ctx, exam, actor.userId, before);
  // An exam that he has nothing to do with is not there.
  if (refusal === 'not-assigned' && before.length === 0) throw problem('not-found');
  if (refusal) throw problem('exam-refused', { params: { reason: refusal, nextAt } });
  const paper = await paperOf(ctx, exam);
  const id = await insertAttempt(tx, {
    exam_id: examId,
    user_id: actor.userId,
    no: before.length + 1,
    state: 'open',
    pass_percent: exam.pass_percent,
    started_at: now,
    ends_at: exam.minutes === null ? null : now + exam.minutes * MINUTE_MS,
    total: paper.reduce((sum, one) => sum + one.points, 0),
  });
  if (id === undefined) throw problem('state-refused');
  const empty = { chosen: '[]', text: '', version: 0, score: null, comment: '' };
  await insertAnswers(
    tx,
    paper.map((one, at) => ({ ...one, ...empty, attempt_id: id, no: at + 1 })),
  );
  const after = { examId, userId: actor.userId, no: before.length + 1, questions: paper.length };
  await ctx.audit({ action: 'exams.start', entity: 'attempt', entityId: id, after });
  await ctx.emit({ entity: 'attempt', id, version: 1, audience: [actor.userId] });
  return await describeAttempt(ctx, id);
}

async function needOwn(ctx: WriteContext, id: number): Promise<NamedAttempt> {
  const row = await attemptById(ctx.tx, id);
  if (row?.user_id !== ctx.actor.userId) throw problem('not-found');
  return row;
}

type AnswerBody = EndpointInput<typeof api.attempts.answer>['body'];

/** What is stored of an answer: indexes of options, whatever the order in which they were shown. */
async function toStored(ctx: WriteContext, row: AnswerRecord, { chosen, text }: AnswerBody) {
  const version = (await versionsOfAnswers({ db: ctx.tx }, [row])).get(row.question_version_id)!;
  const written = version.kind === 'fill' || version.kind === 'text';
  if (written && chosen.length > 0) throw fieldRefused('/chosen', 'other-kind-of-answer');
  if (!written && text !== '') throw fieldRefused('/text', 'other-kind-of-answer');
  const order = version.kind === 'boolean' ? [0, 1] : numbersIn(row.options);
  const indexes = [...new Set(chosen)].map((place) => order[place]);
  const single = version.kind === 'single' || version.kind === 'boolean';
  if (indexes.includes(undefined) || (single && indexes.length > 1)) {
    throw fieldRefused('/chosen', 'no-such-option');
  }
  return { chosen: JSON.stringify((indexes as number[]).toSorted((a, b) => a - b)), text };
}

/** Keeps one answer of the own attempt. */
export async function keepAnswer(
  ctx: WriteContext,
  { id, no }: { id: number; no: number },
  body: AnswerBody,
): Promise<{ version: number }> {
  const attempt = await needOwn(ctx, id);
  if (attempt.state !== 'open') throw problem('state-refused');
  if (isOver(attempt, ctx.now)) throw problem('exam-time-over');
  const row = (await answersOf(ctx.tx, [id])).find((one) => one.no === no);
  if (!row) throw problem('not-found');
  const stored = await toStored(ctx, row, body);
  if (body.version === row.version && stored.chosen === row.chosen && stored.text === row.text) {
    return { version: row.version };
  }
  if (!(await putAnswer(ctx.tx, { attemptId: id, no, version: body.version }, stored))) {
    throw problem('version-conflict', { data: { version: row.version, fields: [] } });
  }
  await ctx.audit({ action: 'exams.answer', entity: 'attempt', entityId: id, after: { no } });
  return { version: body.version + 1 };
}

/** Hands the own attempt in; past the end it is over with what was kept. */
export async function submitAttempt(ctx: WriteContext, id: number): Promise<Attempt> {
  const row = await needOwn(ctx, id);
  if (row.state !== 'open') throw problem('state-refused');
  await closeAttempt(ctx, row, isOver(row, ctx.now) ? 'clock' : 'person');
  return await describeAttempt(ctx, id);
}

/** Ends an attempt: marks what needs nobody, and hands the rest to whoever leads the person. */
async function closeAttempt(
  ctx: WriteContext,
  row: NamedAttempt,
  by: 'person' | 'clock',
): Promise<void> {
  const { tx, now } = ctx;
  const kept = await answersOf(tx, [row.id]);
  const versions = await versionsOfAnswers({ db: tx }, kept);
  const { answers, result } = markedAtOnce(kept, versions, row.pass_percent);
  const at = by === 'clock' ? row.ends_at! : now;
  const changes = {
    ...resultColumns(result),
    closed_at: at,
    closed_on: businessDate(at, (await company(tx))!.time_zone),
    closed_by: by,
  };
  if (!(await updateAttempt(tx, row, changes))) throw problem('state-refused');
  for (const { no, score } of answers) await markAnswer(tx, { attemptId: row.id, no }, { score });
  const after = { userId: row.user_id, examId: row.exam_id, ...changes };
  await ctx.audit({ action: 'exams.close', entity: 'attempt', entityId: row.id, after });
  const head = result ? null : (await headsWith(tx, 'training.lead'))(row.user_id);
  const audience = head === null ? [row.user_id] : [row.user_id, head];
  await ctx.emit({ entity: 'attempt', id: row.id, version: row.version + 1, audience });
  if (head !== null) {
    const about = { entity: 'attempt', id: row.id };
    await ctx.notify([head], { kind: 'exam-to-mark', about, route: '/training/marking' });
  }
  if (result) await settleExam(ctx, row.user_id, row.exam_id);
}

/** Ends what the clock has ended; answers how many. */
export async function closeEnded(ctx: WriteContext): Promise<number> {
  const ids = await endedBefore(ctx.tx, ctx.now - GRACE_MS, MOST_AT_ONCE);
  for (const id of ids) await closeAttempt(ctx, (await attemptById(ctx.tx, id))!, 'clock');
  return ids.length;
}
