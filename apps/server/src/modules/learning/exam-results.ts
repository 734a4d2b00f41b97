import { reaches } from '@xinhang/db/actor.ts';
import {
  finishedResults,
  listAttempts,
  questionFigures,
  type AttemptFilter,
} from '@xinhang/db/repositories/attempts.ts';
import { lessonsOf } from '@xinhang/db/repositories/courses.ts';
import { examById } from '@xinhang/db/repositories/exams.ts';
import { questionsByIds } from '@xinhang/db/repositories/questions.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { AttemptRow } from '@xinhang/shared/exams.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { toAttemptRow } from './attempt-view.ts';
import { colleaguesNow } from './reader.ts';

const WHOLE_BP = 10_000;

export interface ResultFilter {
  examId?: number | undefined;
  courseId?: number | undefined;
  deptId?: number | undefined;
  personId?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** People whom the actor leads, of a department with all below it or one of them. */
async function peopleLed(
  ctx: ReadContext,
  { deptId, personId }: Pick<ResultFilter, 'deptId' | 'personId'> = {},
): Promise<number[]> {
  return (await colleaguesNow(ctx)).flatMap(({ id, deptIds }) =>
    reaches(ctx.actor, 'training.lead', id) &&
    (deptId === undefined || deptIds.includes(deptId)) &&
    (personId === undefined || id === personId)
      ? id
      : [],
  );
}

async function filterOf(ctx: ReadContext, asked: ResultFilter): Promise<AttemptFilter> {
  const { examId, courseId, from, to } = asked;
  const inCourse =
    courseId === undefined
      ? undefined
      : (await lessonsOf(ctx.db, [courseId])).flatMap((lesson) => lesson.exam_id ?? []);
  const examIds =
    examId === undefined ? inCourse : (inCourse ?? [examId]).filter((id) => id === examId);
  return { userIds: await peopleLed(ctx, asked), examIds, from, to };
}

export async function pageOfResults(
  ctx: ReadContext,
  query: EndpointInput<typeof api.attempts.listExamResults>['query'],
): Promise<EndpointOutput<typeof api.attempts.listExamResults>> {
  const page = { after: startOf(query), limit: query.limit + 1 };
  const found = await listAttempts(ctx.db, await filterOf(ctx, query), page);
  const { rows, next } = cutPage(found, query.limit, (row) => ({
    value: row.closed_at!,
    id: row.id,
  }));
  return { rows: rows.map(toAttemptRow), next, count: null };
}

/** The same as a whole, for a file. */
export async function resultsFor(
  ctx: ReadContext,
  asked: ResultFilter,
  most: number,
): Promise<AttemptRow[]> {
  const page = { after: null, limit: most };
  return (await listAttempts(ctx.db, await filterOf(ctx, asked), page)).map(toAttemptRow);
}

/** How well each question was answered by people in reach, the worst first. */
export async function analyse(
  ctx: ReadContext,
  examId: number,
): Promise<EndpointOutput<typeof api.attempts.analyse>> {
  if (!(await examById(ctx.db, examId))) throw problem('not-found');
  const people = await peopleLed(ctx);
  const results = await finishedResults(ctx.db, examId, people);
  const figures = await questionFigures(ctx.db, examId, people);
  const ids = figures.map((one) => one.questionId);
  const questions = new Map((await questionsByIds(ctx.db, ids)).map((row) => [row.id, row]));
  const sum = results.reduce((all, one) => all + one.percent_bp!, 0);
  return {
    attempts: results.length,
    passed: results.filter((one) => one.passed === 1).length,
    meanBp: results.length === 0 ? null : Math.round(sum / results.length),
    rows: figures
      .map(({ questionId, asked, right, score, points }) => ({
        questionId,
        text: questions.get(questionId)?.text ?? '',
        kind: questions.get(questionId)?.kind ?? 'text',
        asked,
        right,
        shareBp: points === 0 ? 0 : Math.round((score * WHOLE_BP) / points),
      }))
      .toSorted((a, b) => a.shareBp - b.shareBp || a.questionId - b.questionId),
  };
}
