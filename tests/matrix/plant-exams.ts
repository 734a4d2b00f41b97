import type { Database } from '@xinhang/db/database.ts';
import { insertAnswers, insertAttempt } from '@xinhang/db/repositories/attempts.ts';
import { insertCourse, insertLesson } from '@xinhang/db/repositories/courses.ts';
import { insertExam, setItems } from '@xinhang/db/repositories/exams.ts';
import {
  insertQuestion,
  insertQuestionCategory,
  insertQuestionVersion,
} from '@xinhang/db/repositories/questions.ts';

export const examPeople = ['me', 'teammate', 'subordinate', 'stranger'] as const;
type Name = (typeof examPeople)[number];

/**
 * An exam that the subject is to take and has begun, and one that others take; of everybody one
 * attempt at the latter that is done, and one whose text waits to be marked.
 */
export async function plantExams(
  db: Database,
  people: Record<Name, number>,
  training: { own: { id: number }; other: { id: number } },
) {
  return await db.transaction(async (tx) => {
    const categoryId = await insertQuestionCategory(tx, { name: '矩阵题', sort: 1 });
    const content = {
      kind: 'text' as const,
      text: '矩阵问',
      detail: JSON.stringify({
        options: [],
        right: [],
        accepted: [],
        reference: '矩阵答',
        explanation: '',
      }),
      points: 5,
      at: 0,
    };
    const questionId = await insertQuestion(tx, {
      ...content,
      category_id: categoryId,
      state: 'published',
      no: 1,
      difficulty: 1,
      find_text: '矩阵问',
    });
    const version = { ...content, question_id: questionId, no: 1, by_id: null };
    const versionId = await insertQuestionVersion(tx, version);
    const exam = async (title: string, courseId: number) => {
      const id = await insertExam(tx, {
        title,
        note: '',
        active: 1,
        pass_percent: 60,
        minutes: null,
        tries: null,
        wait_hours: 0,
        shuffle_questions: 0,
        shuffle_options: 0,
        open_from: null,
        open_until: null,
        answers_shown: 'passed',
        at: 0,
      });
      const item = { question_id: questionId, category_id: null, draw: null, points: null };
      await setItems(tx, id, [item]);
      const alone = await insertCourse(tx, { title, note: '', active: 1, at: 0, exam_id: id });
      for (const course of [alone, courseId]) {
        await insertLesson(tx, {
          course_id: course,
          sort: 9,
          kind: 'exam',
          title,
          place: '',
          exam_id: id,
        });
      }
      return id;
    };
    const own = await exam('矩阵考试', training.own.id);
    const fresh = await exam('矩阵新考', training.own.id);
    const other = await exam('矩阵他考', training.other.id);
    const attempt = async (
      examId: number,
      userId: number,
      no: number,
      state: 'open' | 'marking' | 'done',
    ) => {
      const over = { closed_at: 2, closed_on: '2026-01-03', closed_by: 'person' as const };
      const result = { score: 1, percent_bp: 2000, passed: 0 };
      const id = (await insertAttempt(tx, {
        exam_id: examId,
        user_id: userId,
        no,
        state,
        pass_percent: 60,
        started_at: 1,
        total: 5,
        ...(state !== 'open' && over),
        ...(state === 'done' && result),
      }))!;
      const answer = {
        attempt_id: id,
        no: 1,
        question_id: questionId,
        question_version_id: versionId,
        points: 5,
        options: '[]',
        chosen: '[]',
        comment: '',
      };
      const said = { text: state === 'open' ? '' : '矩阵说', version: state === 'open' ? 0 : 1 };
      await insertAnswers(tx, [{ ...answer, ...said, score: state === 'done' ? 1 : null }]);
      return id;
    };
    const open = await attempt(own, people.me, 1, 'open');
    const done: Partial<Record<Name, number>> = {};
    const marking: Partial<Record<Name, number>> = {};
    for (const name of examPeople) {
      done[name] = await attempt(other, people[name], 1, 'done');
      marking[name] = await attempt(other, people[name], 2, 'marking');
    }
    return {
      categoryId,
      questionId,
      own,
      fresh,
      other,
      open,
      done: done as Record<Name, number>,
      marking: marking as Record<Name, number>,
    };
  });
}
