import { finishedBetween } from '@xinhang/db/repositories/attempts.ts';
import { finishedLessons, listEnrolments } from '@xinhang/db/repositories/enrolments.ts';
import type { FigureSource } from '../../registry/figures.ts';
import { minutesOf } from './hours.ts';

const more = { unit: 'count', better: 'more', sums: true } as const;

/** Of what one person learned. Everybody who belongs to the company may be taught. */
export const trainingOfOne: FigureSource = {
  needs: 'org.read',
  figures: [
    { key: 'examScore', unit: 'bp', better: 'more', sums: false },
    { key: 'examsPassed', ...more },
    { key: 'coursesFinished', ...more },
    { key: 'lessonsFinished', ...more },
    { key: 'trainingMinutes', ...more },
  ],
  async count(ctx, { userId, from, to, since, before }) {
    const attempts = await finishedBetween(ctx.db, userId, { from, to });
    // Of each exam the last try of the period counts.
    const last = [...new Map(attempts.map((one) => [one.exam_id, one])).values()];
    const sum = last.reduce((all, one) => all + one.percent_bp!, 0);
    const courses = (await listEnrolments(ctx.db, { userIds: [userId] })).filter(
      ({ finished_on: on, exam_id: examId }) =>
        examId === null && on !== null && on >= from && on <= to,
    );
    return {
      examScore: last.length === 0 ? null : Math.round(sum / last.length),
      examsPassed: new Set(attempts.flatMap((one) => (one.passed === 1 ? one.exam_id : []))).size,
      coursesFinished: courses.length,
      lessonsFinished: await finishedLessons(ctx.db, userId, { since, before }),
      trainingMinutes: (await minutesOf(ctx, [userId], { from, to })).get(userId)!,
    };
  },
};
