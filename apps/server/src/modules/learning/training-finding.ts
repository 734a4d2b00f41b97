import { may } from '@xinhang/db/actor.ts';
import { allCourses, type CourseRecord } from '@xinhang/db/repositories/courses.ts';
import { examLessonsOf } from '@xinhang/db/repositories/exams.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import type { ReadContext } from '../../http/context.ts';
import type { SearchSource } from '../../registry/boot.ts';
import { seesCourse } from './courses.ts';

/** Whether every word of a query stands in a title, as it is written or in pinyin. */
function titled(title: string, words: readonly string[]): boolean {
  const text = searchRuns(title).join(' ');
  const read = () => {
    const { initials, full } = pinyinKeys(title);
    return [...initials, ...full];
  };
  return words.every((word) => text.includes(word) || read().some((key) => key.includes(word)));
}

/** Those that one may open: all for who keeps or leads training, else what one takes or teaches. */
async function mayOpen(ctx: ReadContext, course: CourseRecord): Promise<boolean> {
  if (course.active === 0 && !may(ctx.actor, 'training.manage')) return false;
  if (await seesCourse(ctx, course.id)) return true;
  if (course.exam_id === null) return false;
  const { userId } = ctx.actor;
  return (await examLessonsOf(ctx.db, { userId, examId: course.exam_id })).length > 0;
}

/** Courses and exams by words of the title or its pinyin. There are few, and their titles short. */
export const trainingSource: SearchSource = {
  name: 'training',
  async find(ctx, q, limit) {
    const words = searchRuns(q);
    if (words.length === 0) return [];
    const found: CourseRecord[] = [];
    for (const course of await allCourses(ctx.db)) {
      if (found.length === limit) break;
      if (titled(course.title, words) && (await mayOpen(ctx, course))) found.push(course);
    }
    return found.map(({ id, exam_id: examId, title, note }) => ({
      source: examId === null ? 'courses' : 'exams',
      id: examId ?? id,
      title,
      subtitle: note.slice(0, 40),
      route: examId === null ? `/training/courses/${id}` : `/training/exams/${examId}`,
    }));
  },
};
