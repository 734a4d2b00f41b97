import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  id,
  idParam,
  idPath,
  instant,
  optionalText,
  pageOf,
  pageQuery,
  version,
} from './contract/fields.ts';
import { questionKinds } from './exam-rules.ts';
import { attemptRow } from './exams.ts';
import { exportFormats } from './export-formats.ts';

const places = z.array(z.int());

/** A question as it stands in an attempt; options are named by the place at which they are shown. */
export const attemptQuestion = z.object({
  no: z.int(),
  kind: z.enum(questionKinds),
  text: z.string(),
  options: z.array(z.string()),
  points: z.int(),
  /** Counts what was saved; an answer names the one that it goes on from. */
  version: z.int(),
  chosen: places,
  answer: z.string(),
  /** Null until it is marked, and while the attempt is open. */
  score: z.int().nullable(),
  comment: z.string(),
  /** Whether what was right is told; the rest is empty where it is not. */
  told: z.boolean(),
  right: places,
  accepted: z.array(z.string()),
  reference: z.string(),
  explanation: z.string(),
});
export type AttemptQuestion = z.output<typeof attemptQuestion>;

export const attempt = attemptRow.extend({
  /** The clock of the server, by which it ends. */
  now: instant,
  own: z.boolean(),
  mayMark: z.boolean(),
  /** Whether the reader may give one more try, as none is left. */
  mayForgive: z.boolean(),
  markedBy: z.string(),
  questions: z.array(attemptQuestion),
});
export type Attempt = z.output<typeof attempt>;

const start = endpoint({
  method: 'POST',
  path: '/training/exams/:id/attempts',
  access: 'session',
  since: 1,
  summary: 'Begin an exam; one that is under way goes on',
  params: idPath,
  response: attempt,
  status: 201,
  problems: ['exam-refused'],
});

const getAttempt = endpoint({
  method: 'GET',
  path: '/training/attempts/:id',
  access: 'session',
  since: 1,
  summary: 'An attempt: the own one, or that of somebody in reach once it is over',
  params: idPath,
  response: attempt,
});

const answer = endpoint({
  method: 'PUT',
  path: '/training/attempts/:id/answers/:no',
  access: 'session',
  since: 1,
  summary: 'Keep one answer of the own attempt; what came in meanwhile from elsewhere is told',
  params: z.object({ id: idParam, no: z.coerce.number().int().min(1).max(10_000) }),
  body: z.object({
    /** Of the answer, as it was read: 0 before the first. */
    version: z.int().min(0),
    /** Places of options; of `boolean` 0 is true and 1 false. */
    chosen: z.array(z.int().min(0).max(9)).max(10).default([]),
    text: optionalText(4000),
  }),
  response: z.object({ version: z.int() }),
  problems: ['version-conflict', 'state-refused', 'exam-time-over'],
});

const submit = endpoint({
  method: 'POST',
  path: '/training/attempts/:id/submit',
  access: 'session',
  since: 1,
  summary: 'Hand the own attempt in; what needs nobody is marked at once',
  params: idPath,
  response: attempt,
  problems: ['state-refused'],
});

const forgive = endpoint({
  method: 'POST',
  path: '/training/attempts/:id/forgive',
  access: 'training.lead',
  since: 1,
  summary: 'Not count the last try of somebody in reach who failed and has none left: one more',
  params: idPath,
  body: z.object({ version }),
  response: attempt,
  problems: ['version-conflict', 'state-refused'],
});

const listToMark = endpoint({
  method: 'GET',
  path: '/training/marking',
  access: 'training.lead',
  since: 1,
  summary: 'Attempts of people in reach whose texts wait to be marked, oldest first',
  response: z.object({ rows: z.array(attemptRow) }),
});

const mark = endpoint({
  method: 'POST',
  path: '/training/attempts/:id/marks',
  access: 'training.lead',
  since: 1,
  summary:
    'Mark the texts of an attempt of somebody in reach; with the last one its result is told',
  params: idPath,
  body: z.object({
    version,
    marks: z
      .array(
        z.object({
          no: z.int().min(1),
          score: z.int().min(0).max(100),
          comment: optionalText(1000),
        }),
      )
      .min(1)
      .max(200),
  }),
  response: attempt,
  problems: ['version-conflict', 'state-refused'],
});

const filter = {
  examId: idParam.optional(),
  courseId: idParam.optional(),
  /** With all below it. */
  deptId: idParam.optional(),
  personId: idParam.optional(),
  /** Business dates of the end, both included. */
  from: date.optional(),
  to: date.optional(),
};

const listExamResults = endpoint({
  method: 'GET',
  path: '/training/exam-results',
  access: 'training.lead',
  since: 1,
  summary: 'Attempts of the people in reach that are over, the last one first',
  query: z.object({ ...pageQuery, ...filter }),
  response: pageOf(attemptRow),
});

export const examExport = z.object({
  examId: id.optional(),
  courseId: id.optional(),
  deptId: id.optional(),
  personId: id.optional(),
  from: date.optional(),
  to: date.optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const exportExamResults = endpoint({
  method: 'POST',
  path: '/training/exam-results/export',
  access: 'training.lead',
  since: 1,
  summary: 'The same as a file, made by a job',
  body: examExport,
  response: z.object({ jobId: id }),
  status: 202,
  confirm: 'sometimes',
});

export const questionFigures = z.object({
  questionId: id,
  text: z.string(),
  kind: z.enum(questionKinds),
  /** Attempts that had it, and of them those with all of its points. */
  asked: z.int(),
  right: z.int(),
  /** Points given of those to be had, in 1/100 %. */
  shareBp: z.int(),
});
export type QuestionFigures = z.output<typeof questionFigures>;

const analyse = endpoint({
  method: 'GET',
  path: '/training/exams/:id/analysis',
  access: 'training.lead',
  since: 1,
  summary: 'How well each question was answered in finished attempts of people in reach',
  params: idPath,
  response: z.object({
    attempts: z.int(),
    passed: z.int(),
    /** Mean of the results in 1/100 %; null without any. */
    meanBp: z.int().nullable(),
    rows: z.array(questionFigures),
  }),
});

/** Taking exams, marking them, and what came out. */
export const attempts = {
  start,
  getAttempt,
  answer,
  submit,
  listToMark,
  mark,
  forgive,
  listExamResults,
  exportExamResults,
  analyse,
};
