import type { Database } from '@xinhang/db/database.ts';
import {
  insertCourse,
  insertLesson,
  insertPath,
  insertRule,
  setSteps,
} from '@xinhang/db/repositories/courses.ts';
import { enrol } from '@xinhang/db/repositories/enrolments.ts';

/**
 * A course that the subject takes, with a session that he gives; one that others take; the path and
 * the (idle) rule of both; and who is enrolled, by person.
 */
export async function plantTraining(
  db: Database,
  people: { me: number; teammate: number; subordinate: number; stranger: number },
  boss: number,
) {
  return await db.transaction(async (tx) => {
    const none = { article_id: null, file_id: null, body: null, removed_at: null };
    const course = async (title: string, trainer: number) => {
      const id = await insertCourse(tx, { title, note: '', active: 1, at: 0, exam_id: null });
      const text = JSON.stringify({
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: '矩阵' }] }],
      });
      const session = { on_date: '2026-01-05', place: '', trainer_id: trainer };
      const plain = { on_date: null, place: '', trainer_id: null };
      const lesson = async (kind: 'text' | 'session', sort: number) =>
        await insertLesson(tx, {
          ...none,
          ...(kind === 'text' ? { ...plain, body: text } : session),
          course_id: id,
          kind,
          title: `${title}${sort}`,
          sort,
        });
      return { id, text: await lesson('text', 0), session: await lesson('session', 1) };
    };
    const own = await course('矩阵课', people.me);
    const other = await course('矩阵他课', boss);
    const pathId = await insertPath(tx, { name: '矩阵路径', note: '', active: 1 });
    await setSteps(tx, pathId, [{ courseId: own.id, days: 5 }]);
    const idle = { post: '矩阵没有的岗位', hired_within_days: 1, active: 0 };
    const ruleId = await insertRule(tx, { ...idle, path_id: pathId, dept_id: null });
    const enrolments: Record<string, number> = {};
    const take = async (name: string, userId: number, courseId: number) => {
      await enrol(
        tx,
        {
          user_id: userId,
          course_id: courseId,
          path_id: null,
          rule_id: null,
          by_id: boss,
          assigned_on: '2026-01-01',
          // Neither due nor overdue in the world.
          due_on: '2030-01-01',
          at: 0,
        },
        false,
      );
      const row = tx
        .selectFrom('enrolment')
        .select('id')
        .where('user_id', '=', userId)
        .where('course_id', '=', courseId);
      enrolments[name] = (await row.executeTakeFirstOrThrow()).id;
    };
    await take('me', people.me, own.id);
    for (const name of ['teammate', 'subordinate', 'stranger'] as const) {
      await take(name, people[name], other.id);
    }
    return { own, other, pathId, ruleId, enrolments };
  });
}
