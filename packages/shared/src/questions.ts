import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  version,
} from './contract/fields.ts';
import { questionKinds } from './exam-rules.ts';

/** Drawn and taken are published ones alone; those that are retired stay in attempts. */
export const questionStates = ['draft', 'published', 'retired'] as const;

/** Rows that one import takes. */
export const MOST_QUESTIONS = 500;

const points = z.int().min(1).max(100);
/** 1 easy, 2 middling, 3 hard. */
const difficulty = z.int().min(1).max(3);
const options = z.array(requiredText(300)).max(10);
const right = z.array(z.int().min(0).max(9)).max(10);
const accepted = z.array(requiredText(200)).max(20);

const content = {
  kind: z.enum(questionKinds),
  text: z.string(),
  options: z.array(z.string()),
  /** Indexes of the right options; of `boolean` 0 means true and 1 false. */
  right: z.array(z.int()),
  accepted: z.array(z.string()),
  reference: z.string(),
  explanation: z.string(),
  points: z.int(),
};

export const question = z.object({
  id,
  version,
  category: nameRef,
  state: z.enum(questionStates),
  /** Of the newest version; 0 before the first. */
  no: z.int(),
  difficulty: z.int(),
  ...content,
});
export type Question = z.output<typeof question>;

export const questionVersion = z.object({
  no: z.int(),
  at: instant,
  by: z.string(),
  ...content,
});
export type QuestionVersion = z.output<typeof questionVersion>;

export const questionCategory = z.object({
  id,
  version,
  name: z.string(),
  sort: z.int(),
  /** Questions that are not retired, and of them those that can be drawn. */
  questions: z.int(),
  published: z.int(),
});
export type QuestionCategory = z.output<typeof questionCategory>;

const listCategories = endpoint({
  method: 'GET',
  path: '/training/question-categories',
  access: 'training.manage',
  since: 1,
  summary: 'Categories of the question bank',
  response: z.object({ rows: z.array(questionCategory) }),
});

const createCategory = endpoint({
  method: 'POST',
  path: '/training/question-categories',
  access: 'training.manage',
  since: 1,
  summary: 'Make a category of questions',
  body: z.object({ name: requiredText(40) }),
  response: questionCategory,
  status: 201,
  problems: ['already-exists'],
});

const updateCategory = endpoint({
  method: 'PATCH',
  path: '/training/question-categories/:id',
  access: 'training.manage',
  since: 1,
  summary: 'Change name or place of a category',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(40).optional(),
    sort: z.int().min(0).max(10_000).optional(),
  }),
  response: questionCategory,
  problems: ['version-conflict', 'already-exists'],
});

const listQuestions = endpoint({
  method: 'GET',
  path: '/training/questions',
  access: 'training.manage',
  since: 1,
  summary: 'The question bank, what was changed last at the top',
  query: z.object({
    ...pageQuery,
    q: requiredText(100).optional(),
    categoryId: idParam.optional(),
    kind: z.enum(questionKinds).optional(),
    state: z.enum(questionStates).optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(question),
});

const getQuestion = endpoint({
  method: 'GET',
  path: '/training/questions/:id',
  access: 'training.manage',
  since: 1,
  summary: 'A question with its versions, newest first',
  params: idPath,
  response: question.extend({ versions: z.array(questionVersion) }),
});

const written = {
  categoryId: id,
  kind: z.enum(questionKinds),
  text: requiredText(2000),
  options: options.default([]),
  right: right.default([]),
  accepted: accepted.default([]),
  reference: optionalText(2000),
  explanation: optionalText(1000),
  points: points.default(5),
  difficulty: difficulty.default(2),
};

export const questionBody = z.object(written);
export type QuestionBody = z.output<typeof questionBody>;

const createQuestion = endpoint({
  method: 'POST',
  path: '/training/questions',
  access: 'training.manage',
  since: 1,
  summary: 'Write a question; published, it can be drawn at once',
  body: questionBody.extend({ publish: z.boolean().default(false) }),
  response: question,
  status: 201,
});

const updateQuestion = endpoint({
  method: 'PATCH',
  path: '/training/questions/:id',
  access: 'training.manage',
  since: 1,
  summary: 'Change a question; of one that is published that makes a new version',
  params: idPath,
  body: z.object({
    version,
    categoryId: id.optional(),
    kind: z.enum(questionKinds).optional(),
    text: requiredText(2000).optional(),
    options: options.optional(),
    right: right.optional(),
    accepted: accepted.optional(),
    reference: patchText(2000),
    explanation: patchText(1000),
    points: points.optional(),
    difficulty: difficulty.optional(),
    /** Retired, it is taken by nobody any more; published again, it is. */
    state: z.enum(['published', 'retired']).optional(),
  }),
  response: question,
  problems: ['version-conflict', 'state-refused'],
});

const importQuestions = endpoint({
  method: 'POST',
  path: '/training/questions/import',
  access: 'training.manage',
  since: 1,
  summary: 'Questions from a pasted sheet: all of them or none',
  body: z.object({
    rows: z.array(questionBody).min(1).max(MOST_QUESTIONS),
    publish: z.boolean().default(false),
  }),
  response: z.object({ made: z.int() }),
});

/** The question bank. */
export const questions = {
  listCategories,
  createCategory,
  updateCategory,
  listQuestions,
  getQuestion,
  createQuestion,
  updateQuestion,
  importQuestions,
};
