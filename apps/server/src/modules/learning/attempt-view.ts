import { may, reaches } from '@xinhang/db/actor.ts';
import {
  answersOf,
  attemptById,
  attemptsAt,
  hasPassed,
  type AnswerRecord,
  type NamedAttempt,
} from '@xinhang/db/repositories/attempts.ts';
import { examById, examLessonsOf, type ExamRecord } from '@xinhang/db/repositories/exams.ts';
import {
  questionVersions,
  type QuestionVersionRecord,
} from '@xinhang/db/repositories/questions.ts';
import type { Attempt, AttemptQuestion } from '@xinhang/shared/attempts.ts';
import {
  resultOfAttempt,
  scoreOfAnswer,
  type ExamResult,
  type QuestionDetail,
} from '@xinhang/shared/exam-rules.ts';
import type { AttemptRow } from '@xinhang/shared/exams.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { mayForgive, triesUsed } from './standing.ts';

/** After the end answers that were under way still come in. */
export const GRACE_MS = 30_000;

export const numbersIn = (json: string) => JSON.parse(json) as number[];
export const detailIn = (version: Pick<QuestionVersionRecord, 'detail'>) =>
  JSON.parse(version.detail) as QuestionDetail;

/** The time of an open attempt is over, and with the grace also that of what was under way. */
export const isOver = (row: Pick<NamedAttempt, 'state' | 'ends_at'>, now: number) =>
  row.state === 'open' && row.ends_at !== null && now > row.ends_at + GRACE_MS;

export const toAttemptRow = (row: NamedAttempt): AttemptRow => ({
  id: row.id,
  version: row.version,
  exam: { id: row.exam_id, name: row.exam_title },
  person: { id: row.user_id, name: row.user_name },
  dept: row.dept_name,
  no: row.no,
  state: row.state,
  startedAt: row.started_at,
  endsAt: row.ends_at,
  closedAt: row.closed_at,
  closedBy: row.closed_by,
  score: row.score,
  total: row.total,
  passPercent: row.pass_percent,
  percentBp: row.percent_bp,
  passed: row.passed === null ? null : row.passed === 1,
});

export async function versionsOfAnswers(
  { db }: Pick<ReadContext, 'db'>,
  answers: readonly AnswerRecord[],
): Promise<Map<number, QuestionVersionRecord>> {
  const ids = [...new Set(answers.map((one) => one.question_version_id))];
  return new Map((await questionVersions(db, ids)).map((row) => [row.id, row]));
}

/** The answers with what is marked without anybody, and the result where that is all of them. */
export function markedAtOnce(
  answers: readonly AnswerRecord[],
  versions: ReadonlyMap<number, QuestionVersionRecord>,
  passPercent: number,
): { answers: AnswerRecord[]; result: ExamResult | null } {
  const marked = answers.map((answer) => {
    const version = versions.get(answer.question_version_id)!;
    const question = { ...detailIn(version), kind: version.kind, points: answer.points };
    const said = { chosen: numbersIn(answer.chosen), text: answer.text };
    return { ...answer, score: scoreOfAnswer(question, said) };
  });
  return { answers: marked, result: resultOfAttempt(marked, passPercent) };
}

export const resultColumns = (result: ExamResult | null) => ({
  state: result ? ('done' as const) : ('marking' as const),
  score: result?.score ?? null,
  percent_bp: result?.percentBp ?? null,
  passed: result ? (result.passed ? 1 : 0) : null,
});

/** Attempts as they stand: what the clock has ended is over, also before it is written down. */
export async function asOfNow(
  ctx: ReadContext,
  rows: readonly NamedAttempt[],
): Promise<NamedAttempt[]> {
  const over = rows.filter((row) => isOver(row, ctx.now));
  if (over.length === 0) return [...rows];
  const answers = Map.groupBy(
    await answersOf(
      ctx.db,
      over.map((row) => row.id),
    ),
    (answer) => answer.attempt_id,
  );
  const versions = await versionsOfAnswers(ctx, [...answers.values()].flat());
  return rows.map((row) => {
    if (!isOver(row, ctx.now)) return row;
    const { result } = markedAtOnce(answers.get(row.id) ?? [], versions, row.pass_percent);
    return { ...row, ...resultColumns(result), closed_at: row.ends_at, closed_by: 'clock' };
  });
}

/** Whoever is still to pass an exam is told nothing of what is right, unless he keeps exams. */
async function mayKnow(ctx: ReadContext, exam: ExamRecord): Promise<boolean> {
  if (may(ctx.actor, 'training.manage')) return true;
  const { userId } = ctx.actor;
  const asked = await examLessonsOf(ctx.db, { userId, examId: exam.id });
  if (asked.length === 0 || (await hasPassed(ctx.db, userId, exam.id))) return true;
  return triesUsed(exam, await attemptsAt(ctx.db, userId, exam.id));
}

async function isTold(ctx: ReadContext, row: NamedAttempt, exam: ExamRecord): Promise<boolean> {
  if (row.state === 'open') return false;
  if (row.user_id !== ctx.actor.userId) return await mayKnow(ctx, exam);
  if (exam.answers_shown !== 'passed') return exam.answers_shown === 'always';
  if (row.passed === 1) return true;
  return row.state === 'done' && triesUsed(exam, await attemptsAt(ctx.db, row.user_id, exam.id));
}

const hidden = { told: false, right: [], accepted: [], reference: '', explanation: '' };

function toQuestion(
  answer: AnswerRecord,
  version: QuestionVersionRecord,
  { told, scored }: { told: boolean; scored: boolean },
): AttemptQuestion {
  const detail = detailIn(version);
  const order = numbersIn(answer.options);
  // A true or false has no options that could be mixed.
  const placeOf = (index: number) => (order.length === 0 ? index : order.indexOf(index));
  const places = (indexes: readonly number[]) => indexes.map(placeOf).toSorted((a, b) => a - b);
  return {
    no: answer.no,
    kind: version.kind,
    text: version.text,
    options: order.map((index) => detail.options[index] ?? ''),
    points: answer.points,
    version: answer.version,
    chosen: places(numbersIn(answer.chosen)),
    answer: answer.text,
    score: scored ? answer.score : null,
    comment: scored ? answer.comment : '',
    ...(told
      ? {
          told,
          right: places(detail.right),
          accepted: detail.accepted,
          reference: detail.reference,
          explanation: detail.explanation,
        }
      : hidden),
  };
}

/** Whether the actor may mark attempts of this person: somebody else in reach. */
export const mayMarkOf = ({ actor }: Pick<ReadContext, 'actor'>, userId: number) =>
  userId !== actor.userId && reaches(actor, 'training.lead', userId);

/** An attempt in full: the own one, or that of somebody in reach once it is over; others: 404. */
export async function describeAttempt(ctx: ReadContext, id: number): Promise<Attempt> {
  const stored = await attemptById(ctx.db, id);
  if (!stored) throw problem('not-found');
  const [row] = await asOfNow(ctx, [stored]);
  const own = row!.user_id === ctx.actor.userId;
  const over = row!.state !== 'open';
  const mayMark = mayMarkOf(ctx, row!.user_id) && over;
  if (!own && !mayMark) throw problem('not-found');
  const exam = (await examById(ctx.db, row!.exam_id))!;
  const kept = await answersOf(ctx.db, [id]);
  const versions = await versionsOfAnswers(ctx, kept);
  const late = isOver(stored, ctx.now);
  const answers = late ? markedAtOnce(kept, versions, row!.pass_percent).answers : kept;
  const told = await isTold(ctx, row!, exam);
  const scored = over && (!own || exam.answers_shown !== 'never');
  return {
    ...toAttemptRow(row!),
    now: ctx.now,
    own,
    // What the clock ended is written down with the next look at it.
    mayMark: mayMark && !late,
    mayForgive:
      mayMark &&
      !late &&
      mayForgive(exam, stored, await attemptsAt(ctx.db, stored.user_id, exam.id)),
    markedBy: over ? (row!.marker_name ?? '') : '',
    questions: answers.map((answer) =>
      toQuestion(answer, versions.get(answer.question_version_id)!, { told, scored }),
    ),
  };
}
