import { finishedBetween } from '@xinhang/db/repositories/attempts.ts';
import { finishedLessons, listEnrolments } from '@xinhang/db/repositories/enrolments.ts';
import type { FigureSource } from '../../registry/figures.ts';
import { minutesOf } from './hours.ts';
import { examAverage } from './person-training.ts';

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
    const attempts = await finishedBetween(ctx.db, [userId], { from, to });
    const courses = (await listEnrolments(ctx.db, { userIds: [userId] })).filter(
      ({ finished_on: on, exam_id: examId }) =>
        examId === null && on !== null && on >= from && on <= to,
    );
    return {
      examScore: examAverage(attempts),
      examsPassed: new Set(attempts.flatMap((one) => (one.passed === 1 ? one.exam_id : []))).size,
      coursesFinished: courses.length,
      lessonsFinished: await finishedLessons(ctx.db, userId, { since, before }),
      trainingMinutes: (await minutesOf(ctx, [userId], { from, to })).get(userId)!,
    };
  },
};
