import { articleFiles } from '@xinhang/db/repositories/article-marks.ts';
import { articleTitles } from '@xinhang/db/repositories/articles.ts';
import {
  changeLesson,
  insertLesson,
  lessonsOf,
  type LessonRecord,
} from '@xinhang/db/repositories/courses.ts';
import { examById } from '@xinhang/db/repositories/exams.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { picturesOf, readRichText, saysSomething } from '@xinhang/shared/rich-text.ts';
import type { LessonBody } from '@xinhang/shared/training.ts';
import type { WriteContext } from '../../http/context.ts';
import { userById } from '../org/service.ts';
import { readerOf } from './reader.ts';

type LessonRow = Omit<LessonRecord, 'id'>;

/** The columns of a lesson, once all that its kind needs is there. */
async function toColumns(
  ctx: WriteContext,
  courseId: number,
  body: LessonBody,
  at: number,
  before: LessonRecord | undefined,
): Promise<LessonRow> {
  const pointer = (field: string) => `/lessons/${at}/${field}`;
  const row: LessonRow = {
    course_id: courseId,
    sort: at,
    kind: body.kind,
    title: body.title,
    article_id: null,
    body: null,
    file_id: null,
    on_date: null,
    place: '',
    trainer_id: null,
    removed_at: null,
    exam_id: null,
    minutes: body.minutes ?? null,
  };
  switch (body.kind) {
    case 'article': {
      const articleId = body.articleId ?? 0;
      const known = await articleTitles(ctx.tx, await readerOf(ctx), [articleId]);
      if (!known.has(articleId) && before?.article_id !== articleId) {
        throw fieldRefused(pointer('articleId'), 'unknown-article');
      }
      return { ...row, article_id: articleId };
    }
    case 'text': {
      const doc = readRichText(body.body);
      if (!doc || !saysSomething(doc)) throw fieldRefused(pointer('body'), 'required');
      if (picturesOf(doc).length > 0) throw fieldRefused(pointer('body'), 'no-pictures');
      return { ...row, body: JSON.stringify(doc) };
    }
    case 'file': {
      const fileId = body.fileId ?? 0;
      const [file] = await articleFiles(ctx.tx, [fileId]);
      const own = file?.article_id === null && file.uploaded_by === ctx.actor.userId;
      if (!file || (!own && before?.file_id !== fileId)) {
        throw fieldRefused(pointer('fileId'), 'unknown-file');
      }
      return { ...row, file_id: fileId };
    }
    case 'exam': {
      const exam = await examById(ctx.tx, body.examId ?? 0);
      if (!exam || (exam.active !== 1 && before?.exam_id !== exam.id)) {
        throw fieldRefused(pointer('examId'), 'unknown-exam');
      }
      return { ...row, exam_id: exam.id };
    }
    case 'session': {
      if (!body.on) throw fieldRefused(pointer('on'), 'required');
      const trainer = await userById(ctx.tx, body.trainerId ?? 0);
      if (!trainer || (trainer.state === 'left' && before?.trainer_id !== trainer.id)) {
        throw fieldRefused(pointer('trainerId'), 'unknown-user');
      }
      return { ...row, on_date: body.on, place: body.place, trainer_id: trainer.id };
    }
  }
}

/** Makes these the lessons of a course, in this order; answers whether any of them changed. */
export async function setLessons(
  ctx: WriteContext,
  courseId: number,
  bodies: readonly LessonBody[],
): Promise<boolean> {
  const before = new Map((await lessonsOf(ctx.tx, [courseId])).map((row) => [row.id, row]));
  let changed = false;
  for (const [at, body] of bodies.entries()) {
    const old = body.id === undefined ? undefined : before.get(body.id);
    if (body.id !== undefined && !old) throw fieldRefused(`/lessons/${at}/id`, 'unknown-lesson');
    // Whoever did it did that one: another kind is another lesson.
    if (old && old.kind !== body.kind) throw fieldRefused(`/lessons/${at}/kind`, 'other-kind');
    const row = await toColumns(ctx, courseId, body, at, old);
    if (!old) await insertLesson(ctx.tx, row);
    else {
      const columns = Object.entries(row);
      if (columns.every(([name, value]) => old[name as keyof LessonRow] === value)) continue;
      await changeLesson(ctx.tx, old.id, row);
    }
    changed = true;
  }
  const kept = new Set(bodies.map((body) => body.id));
  for (const id of before.keys()) {
    if (kept.has(id)) continue;
    await changeLesson(ctx.tx, id, { removed_at: ctx.now });
    changed = true;
  }
  return changed;
}
