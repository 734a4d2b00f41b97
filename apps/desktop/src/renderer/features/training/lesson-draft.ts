import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { ArticleFile } from '@xinhang/shared/knowledge.ts';
import { plainText, type RichDoc, type RichNode } from '@xinhang/shared/rich-text.ts';
import type { Lesson, LessonKind } from '@xinhang/shared/training.ts';

/** A lesson as it is being written. */
export interface LessonDraft {
  key: number;
  id?: number;
  kind: LessonKind;
  title: string;
  article: NameRef | null;
  text: string;
  file: ArticleFile | null;
  on: string | null;
  place: string;
  trainer: NameRef[];
  exam: NameRef | null;
  /** How long it takes as planned. */
  minutes: number | null;
}

let lastKey = 0;
const nextKey = () => (lastKey += 1);

export const newLesson = (kind: LessonKind): LessonDraft => ({
  key: nextKey(),
  kind,
  title: '',
  article: null,
  text: '',
  file: null,
  on: null,
  place: '',
  trainer: [],
  exam: null,
  minutes: null,
});

export const toLessonDraft = (lesson: Lesson): LessonDraft => ({
  key: nextKey(),
  id: lesson.id,
  kind: lesson.kind,
  title: lesson.title,
  article: lesson.article,
  text: lesson.body ? plainText(lesson.body) : '',
  file: lesson.file,
  on: lesson.on,
  place: lesson.place,
  trainer: lesson.trainer ? [lesson.trainer] : [],
  exam: lesson.exam,
  minutes: lesson.minutes,
});

/** A paragraph a line. */
const docOf = (text: string): RichDoc => ({
  type: 'doc',
  content: text
    .split('\n')
    .map((line): RichNode =>
      line === ''
        ? { type: 'paragraph' }
        : { type: 'paragraph', content: [{ type: 'text', text: line }] },
    ),
});

export const toLessonBody = (draft: LessonDraft) => ({
  ...(draft.id !== undefined && { id: draft.id }),
  kind: draft.kind,
  title: draft.title.trim(),
  minutes: draft.minutes,
  ...(draft.kind === 'article' && { articleId: draft.article?.id ?? null }),
  ...(draft.kind === 'text' && { body: docOf(draft.text.trim()) }),
  ...(draft.kind === 'file' && { fileId: draft.file?.id ?? null }),
  ...(draft.kind === 'exam' && { examId: draft.exam?.id ?? null }),
  ...(draft.kind === 'session' && {
    on: draft.on,
    place: draft.place,
    trainerId: draft.trainer[0]?.id ?? null,
  }),
});

/** Everything that its kind needs is there. */
export function isWhole(draft: LessonDraft): boolean {
  if (draft.title.trim() === '') return false;
  switch (draft.kind) {
    case 'article':
      return draft.article !== null;
    case 'text':
      return draft.text.trim() !== '';
    case 'file':
      return draft.file !== null;
    case 'exam':
      return draft.exam !== null;
    case 'session':
      return draft.on !== null && draft.trainer.length > 0;
  }
}
