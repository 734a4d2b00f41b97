import {
  answersOf,
  attemptById,
  attemptsByIds,
  attemptsToMark,
  countToMark,
  markAnswer,
  updateAttempt,
} from '@xinhang/db/repositories/attempts.ts';
import { reaches } from '@xinhang/db/actor.ts';
import type { Attempt } from '@xinhang/shared/attempts.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { resultOfAttempt } from '@xinhang/shared/exam-rules.ts';
import type { AttemptRow } from '@xinhang/shared/exams.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { DeskSource } from '../../registry/boot.ts';
import type { OwnedKind } from '../../registry/owned.ts';
import {
  describeAttempt,
  mayMarkOf,
  resultColumns,
  toAttemptRow,
  versionsOfAnswers,
} from './attempt-view.ts';
import { settleExam } from './passing.ts';

/** Rows of the queue. */
const QUEUE = 500;

/** Attempts, as other modules speak of them. */
export const ownedAttempt: OwnedKind = {
  kind: 'attempt',
  async names(ctx, ids) {
    const { actor } = ctx;
    const rows = (await attemptsByIds(ctx.db, ids)).filter(
      ({ user_id: userId }) => userId === actor.userId || reaches(actor, 'training.lead', userId),
    );
    return new Map(
      rows.map((row) => [
        row.id,
        row.user_id === actor.userId ? row.exam_title : `${row.user_name} · ${row.exam_title}`,
      ]),
    );
  },
};

function waiting({ actor }: ReadContext) {
  const reach = actor.reach.get('training.lead');
  const userIds = reach?.all ? null : (reach?.ownerIds ?? []);
  return { userIds, notUserId: actor.userId };
}

export async function listToMark(ctx: ReadContext): Promise<AttemptRow[]> {
  return (await attemptsToMark(ctx.db, waiting(ctx), QUEUE)).map(toAttemptRow);
}

/** Attempts of the own people that wait to be marked. */
export const attemptsWaiting: DeskSource = {
  kind: 'attemptsToMark',
  async build(ctx, { limit }) {
    const rows = await attemptsToMark(ctx.db, waiting(ctx), limit);
    if (rows.length === 0) return null;
    return {
      count: await countToMark(ctx.db, waiting(ctx), COUNT_CAP),
      items: [],
      jobs: [],
      attempts: rows.map(toAttemptRow),
    };
  },
};

/** Marks texts of an attempt; once all are marked its result is told. Marked again, it is anew. */
export async function markAttempt(
  ctx: WriteContext,
  id: number,
  { version, marks }: EndpointInput<typeof api.attempts.mark>['body'],
): Promise<Attempt> {
  const { tx } = ctx;
  const row = await attemptById(tx, id);
  if (!row || !mayMarkOf(ctx, row.user_id)) throw problem('not-found');
  if (row.state === 'open') throw problem('not-found');
  if (version !== row.version) throw conflict(row.version, {}, {});
  const answers = await answersOf(tx, [id]);
  const versions = await versionsOfAnswers({ db: tx }, answers);
  const texts = new Map(
    answers
      .filter((one) => versions.get(one.question_version_id)!.kind === 'text')
      .map((one) => [one.no, one]),
  );
  const changed = marks.filter(({ no, score, comment }, at) => {
    const answer = texts.get(no);
    if (!answer) throw fieldRefused(`/marks/${at}/no`, 'no-text-to-mark');
    if (score > answer.points) {
      throw fieldRefused(`/marks/${at}/score`, 'over-points', { max: answer.points });
    }
    return answer.score !== score || answer.comment !== comment;
  });
  if (changed.length === 0) return await describeAttempt(ctx, id);
  for (const { no, score, comment } of changed) {
    await markAnswer(tx, { attemptId: id, no }, { score, comment });
  }
  const result = resultOfAttempt(await answersOf(tx, [id]), row.pass_percent);
  const columns = {
    ...resultColumns(result),
    marked_by: ctx.actor.userId,
    marked_at: ctx.now,
  };
  if (!(await updateAttempt(tx, row, columns))) throw problem('version-conflict');
  const before = { score: row.score, passed: row.passed };
  const after = {
    userId: row.user_id,
    marks: changed,
    score: columns.score,
    passed: columns.passed,
  };
  await ctx.audit({ action: 'exams.mark', entity: 'attempt', entityId: id, before, after });
  const audience = [row.user_id, ctx.actor.userId];
  await ctx.emit({ entity: 'attempt', id, version: row.version + 1, audience });
  if (result) {
    const about = { entity: 'attempt', id };
    const route = `/training/attempts/${id}`;
    await ctx.notify([row.user_id], { kind: 'exam-marked', about, route });
    await settleExam(ctx, row.user_id, row.exam_id);
  }
  return await describeAttempt(ctx, id);
}
