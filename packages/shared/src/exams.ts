import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  id,
  idPath,
  instant,
  nameRef,
  optionalText,
  patchText,
  requiredText,
  version,
} from './contract/fields.ts';
import { questionKinds } from './exam-rules.ts';

/** When whoever took it sees what was right. `passed`: or has no try left. */
export const answersShown = ['never', 'passed', 'always'] as const;
export const attemptStates = ['open', 'marking', 'done'] as const;

/** Why somebody cannot begin just now. */
export const startRefusals = [
  'retired',
  'not-assigned',
  'too-early',
  'too-late',
  'passed',
  'marking',
  'tries-used',
  'waiting',
  'empty',
] as const;
export type StartRefusal = (typeof startRefusals)[number];

const settings = {
  passPercent: z.int().min(1).max(100),
  /** Null: as long as one likes. */
  minutes: z.int().min(1).max(600).nullable(),
  /** Null: as often as one likes. */
  tries: z.int().min(1).max(20).nullable(),
  /** Between the end of a try and the beginning of the next. */
  waitHours: z.int().min(0).max(720),
  shuffleQuestions: z.boolean(),
  shuffleOptions: z.boolean(),
  /** Business dates, both included. */
  openFrom: date.nullable(),
  openUntil: date.nullable(),
  answersShown: z.enum(answersShown),
};

export const examRow = z.object({
  id,
  version,
  title: z.string(),
  note: z.string(),
  active: z.boolean(),
  ...settings,
  /** How many an attempt has. */
  questions: z.int(),
  /** The course that stands for it where it is assigned by itself. */
  courseId: id,
});
export type ExamRow = z.output<typeof examRow>;

export const examItem = z.object({
  question: z
    .object({ id, text: z.string(), kind: z.enum(questionKinds), published: z.boolean() })
    .nullable(),
  category: nameRef.nullable(),
  /** How many of the category; of a question 1. */
  count: z.int(),
  /** Of each; null: what the question says. */
  points: z.int().nullable(),
});
export type ExamItem = z.output<typeof examItem>;

export const attemptRow = z.object({
  id,
  version,
  exam: nameRef,
  person: nameRef,
  dept: z.string(),
  no: z.int(),
  state: z.enum(attemptStates),
  startedAt: instant,
  endsAt: instant.nullable(),
  closedAt: instant.nullable(),
  closedBy: z.enum(['person', 'clock']).nullable(),
  score: z.int().nullable(),
  total: z.int(),
  passPercent: z.int(),
  /** In 1/100 %. */
  percentBp: z.int().nullable(),
  passed: z.boolean().nullable(),
});
export type AttemptRow = z.output<typeof attemptRow>;

export const exam = examRow.extend({
  /** For those who keep exams; empty for others. */
  items: z.array(examItem),
  mayEdit: z.boolean(),
  /** The reader's own. */
  attempts: z.array(attemptRow),
  dueOn: date.nullable(),
  /** Null: the reader may begin, or go on. */
  refusal: z.enum(startRefusals).nullable(),
  /** When the waiting is over. */
  nextAt: instant.nullable(),
});
export type Exam = z.output<typeof exam>;

const itemBody = z.object({
  questionId: id.optional(),
  categoryId: id.optional(),
  /** Of a category: how many are drawn. */
  count: z.int().min(1).max(100).default(1),
  points: z.int().min(1).max(100).nullable().default(null),
});
export type ExamItemBody = z.output<typeof itemBody>;
const items = z.array(itemBody).min(1).max(200);

const listExams = endpoint({
  method: 'GET',
  path: '/training/exams',
  access: ['training.manage', 'training.lead'],
  since: 1,
  summary: 'Every exam; for whoever only leads those that can be assigned',
  response: z.object({ rows: z.array(examRow) }),
});

const getExam = endpoint({
  method: 'GET',
  path: '/training/exams/:id',
  access: 'session',
  since: 1,
  summary: 'An exam with the own attempts, for those who take, lead or keep it',
  params: idPath,
  response: exam,
});

const createExam = endpoint({
  method: 'POST',
  path: '/training/exams',
  access: 'training.manage',
  since: 1,
  summary: 'Make an exam of questions and of draws from categories',
  body: z.object({
    title: requiredText(120),
    note: optionalText(500),
    passPercent: settings.passPercent.default(60),
    minutes: settings.minutes.default(null),
    tries: settings.tries.default(null),
    waitHours: settings.waitHours.default(0),
    shuffleQuestions: settings.shuffleQuestions.default(true),
    shuffleOptions: settings.shuffleOptions.default(true),
    openFrom: settings.openFrom.default(null),
    openUntil: settings.openUntil.default(null),
    answersShown: settings.answersShown.default('passed'),
    items,
  }),
  response: exam,
  status: 201,
});

const updateExam = endpoint({
  method: 'PATCH',
  path: '/training/exams/:id',
  access: 'training.manage',
  since: 1,
  summary: 'Change an exam; attempts that were begun stay as they are',
  params: idPath,
  body: z.object({
    version,
    title: requiredText(120).optional(),
    note: patchText(500),
    active: z.boolean().optional(),
    passPercent: settings.passPercent.optional(),
    minutes: settings.minutes.optional(),
    tries: settings.tries.optional(),
    waitHours: settings.waitHours.optional(),
    shuffleQuestions: settings.shuffleQuestions.optional(),
    shuffleOptions: settings.shuffleOptions.optional(),
    openFrom: settings.openFrom.optional(),
    openUntil: settings.openUntil.optional(),
    answersShown: settings.answersShown.optional(),
    items: items.optional(),
  }),
  response: exam,
  problems: ['version-conflict'],
});

/** Exams, as those who keep training make them. */
export const exams = { listExams, getExam, createExam, updateExam };
