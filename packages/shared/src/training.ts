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
import { articleFile } from './knowledge.ts';
import { richText, storedRichText } from './rich-text.ts';

export const lessonKinds = ['article', 'text', 'file', 'session', 'exam'] as const;
export type LessonKind = (typeof lessonKinds)[number];

/** How far somebody is with a lesson; of a session the trainer says it, an exam must be passed. */
export const lessonStates = ['open', 'started', 'finished'] as const;

/** No lesson takes longer than two weeks of ten hours. */
export const MOST_MINUTES = 6000;

export const lesson = z.object({
  id,
  kind: z.enum(lessonKinds),
  title: z.string(),
  /** Of `article`: the article, for those who may open it. */
  article: nameRef.nullable(),
  /** Of `text`. */
  body: storedRichText.nullable(),
  /** Of `file`. */
  file: articleFile.nullable(),
  /** Of `exam`. */
  exam: nameRef.nullable(),
  /** Of `session`: the day it is given. */
  on: date.nullable(),
  place: z.string(),
  trainer: nameRef.nullable(),
  /** How long it takes as planned; null where nobody said. */
  minutes: z.int().nullable(),
  /** The reader's own; null where he does not take the course. */
  state: z.enum(lessonStates).nullable(),
});
export type Lesson = z.output<typeof lesson>;

export const courseRow = z.object({
  id,
  version,
  title: z.string(),
  note: z.string(),
  active: z.boolean(),
  lessons: z.int(),
  /** The exam for which it stands, where that is assigned by itself. */
  examId: id.nullable(),
});
export type CourseRow = z.output<typeof courseRow>;

export const course = courseRow.extend({
  lessonList: z.array(lesson),
  /** The reader's own enrolment. */
  enrolment: z.object({ id, dueOn: date, finishedAt: instant.nullable() }).nullable(),
  mayEdit: z.boolean(),
});
export type Course = z.output<typeof course>;

const listCourses = endpoint({
  method: 'GET',
  path: '/training/courses',
  access: ['training.manage', 'training.lead'],
  since: 1,
  summary: 'Every course; for whoever only leads those that can be assigned',
  response: z.object({ rows: z.array(courseRow) }),
});

const getCourse = endpoint({
  method: 'GET',
  path: '/training/courses/:id',
  access: 'session',
  since: 1,
  summary: 'A course with its lessons, for those who take, lead or keep it',
  params: idPath,
  response: course,
});

const lessonBody = z.object({
  /** Of a lesson that is in the course already; absent adds one. */
  id: id.optional(),
  kind: z.enum(lessonKinds),
  title: requiredText(120),
  articleId: id.nullable().optional(),
  body: richText.nullable().optional(),
  fileId: id.nullable().optional(),
  examId: id.nullable().optional(),
  on: date.nullable().optional(),
  place: optionalText(120),
  trainerId: id.nullable().optional(),
  minutes: z.int().min(1).max(MOST_MINUTES).nullable().optional(),
});
export type LessonBody = z.output<typeof lessonBody>;

const createCourse = endpoint({
  method: 'POST',
  path: '/training/courses',
  access: 'training.manage',
  since: 1,
  summary: 'Make a course',
  body: z.object({
    title: requiredText(120),
    note: optionalText(500),
    lessons: z.array(lessonBody).max(100).default([]),
  }),
  response: course,
  status: 201,
});

const updateCourse = endpoint({
  method: 'PATCH',
  path: '/training/courses/:id',
  access: 'training.manage',
  since: 1,
  summary: 'Change a course; lessons that are not named leave it, and stay for who did them',
  params: idPath,
  body: z.object({
    version,
    title: requiredText(120).optional(),
    note: patchText(500),
    active: z.boolean().optional(),
    /** All of them, in order. */
    lessons: z.array(lessonBody).max(100).optional(),
  }),
  response: course,
  problems: ['version-conflict'],
});

export const learningPath = z.object({
  id,
  version,
  name: z.string(),
  note: z.string(),
  active: z.boolean(),
  /** In order; due so many days after it is assigned. */
  steps: z.array(z.object({ course: nameRef, days: z.int() })),
});
export type LearningPath = z.output<typeof learningPath>;

const steps = z
  .array(z.object({ courseId: id, days: z.int().min(0).max(730) }))
  .min(1)
  .max(50);

const listPaths = endpoint({
  method: 'GET',
  path: '/training/paths',
  access: ['training.manage', 'training.lead'],
  since: 1,
  summary: 'Learning paths: courses in order, each with days until it is due',
  response: z.object({ rows: z.array(learningPath) }),
});

const createPath = endpoint({
  method: 'POST',
  path: '/training/paths',
  access: 'training.manage',
  since: 1,
  summary: 'Make a learning path',
  body: z.object({ name: requiredText(80), note: optionalText(500), steps }),
  response: learningPath,
  status: 201,
});

const updatePath = endpoint({
  method: 'PATCH',
  path: '/training/paths/:id',
  access: 'training.manage',
  since: 1,
  summary: 'Change a learning path; who has it already gets new courses with the next night',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(80).optional(),
    note: patchText(500),
    active: z.boolean().optional(),
    steps: steps.optional(),
  }),
  response: learningPath,
  problems: ['version-conflict'],
});

export const trainingRule = z.object({
  id,
  version,
  path: nameRef,
  /** With all below it; null: the whole company. */
  dept: nameRef.nullable(),
  /** Exactly; empty: any. */
  post: z.string(),
  /** Who was hired no longer ago than this. */
  hiredWithinDays: z.int(),
  active: z.boolean(),
});
export type TrainingRule = z.output<typeof trainingRule>;

const ruleFields = {
  pathId: id,
  deptId: id.nullable(),
  post: requiredText(60).or(z.literal('')),
  hiredWithinDays: z.int().min(1).max(730),
};

const listRules = endpoint({
  method: 'GET',
  path: '/training/rules',
  access: 'training.manage',
  since: 1,
  summary: 'Rules that assign learning paths to new hires',
  response: z.object({ rows: z.array(trainingRule) }),
});

const createRule = endpoint({
  method: 'POST',
  path: '/training/rules',
  access: 'training.manage',
  since: 1,
  summary: 'Assign a path to new hires, from now on and to those whom it fits already',
  body: z.object({
    ...ruleFields,
    deptId: ruleFields.deptId.default(null),
    post: ruleFields.post.default(''),
    hiredWithinDays: ruleFields.hiredWithinDays.default(30),
  }),
  response: trainingRule,
  status: 201,
});

const updateRule = endpoint({
  method: 'PATCH',
  path: '/training/rules/:id',
  access: 'training.manage',
  since: 1,
  summary: 'Change a rule; what it assigned before stays',
  params: idPath,
  body: z.object({
    version,
    pathId: id.optional(),
    deptId: id.nullable().optional(),
    post: ruleFields.post.optional(),
    hiredWithinDays: ruleFields.hiredWithinDays.optional(),
    active: z.boolean().optional(),
  }),
  response: trainingRule,
  problems: ['version-conflict'],
});

/** Courses, learning paths and the rules that assign them. */
export const training = {
  listCourses,
  getCourse,
  createCourse,
  updateCourse,
  listPaths,
  createPath,
  updatePath,
  listRules,
  createRule,
  updateRule,
};
