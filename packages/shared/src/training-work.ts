import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  requiredText,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { lessonKinds, MOST_MINUTES } from './training.ts';

/** A course that somebody is to take, or took. */
export const enrolment = z.object({
  id,
  person: nameRef,
  course: nameRef,
  /** The exam, where it is one by itself. */
  exam: nameRef.nullable(),
  /** The path with which it came. */
  path: nameRef.nullable(),
  assignedOn: date,
  dueOn: date,
  /** Lessons of the course, and how many of them are finished. */
  lessons: z.int(),
  finished: z.int(),
  /** The next classroom session that was not attended yet. */
  nextSession: z.object({ on: date, place: z.string() }).nullable(),
  finishedAt: instant.nullable(),
  overdue: z.boolean(),
});
export type Enrolment = z.output<typeof enrolment>;

const assign = endpoint({
  method: 'POST',
  path: '/training/assignments',
  access: 'training.lead',
  since: 1,
  summary:
    'Assign a path, a course or an exam to people in reach; who has it already keeps it as it is',
  body: z
    .object({
      pathId: id.optional(),
      courseId: id.optional(),
      examId: id.optional(),
      /** Of a single course or exam; a path says it by its days. Not before today. */
      dueOn: date.optional(),
      userIds: z.array(id).max(500).default([]),
      /** Everybody in reach who sits there or below. */
      deptIds: z.array(id).max(100).default([]),
      /** Everybody in reach with this post. */
      posts: z.array(requiredText(60)).max(50).default([]),
    })
    .refine(
      ({ pathId, courseId, examId }) => [pathId, courseId, examId].filter(Boolean).length === 1,
      {
        path: ['pathId'],
        params: { rule: 'path-or-course' },
      },
    ),
  response: z.object({
    /** People to whom something new was assigned, and who had all of it. */
    assigned: z.int(),
    kept: z.int(),
  }),
});

const withdraw = endpoint({
  method: 'POST',
  path: '/training/enrolments/:id/withdraw',
  access: 'training.lead',
  since: 1,
  summary: 'Let somebody in reach off a course that he has not finished',
  params: idPath,
  response: done,
  problems: ['state-refused'],
});

const mine = endpoint({
  method: 'GET',
  path: '/training/mine',
  access: 'session',
  since: 1,
  summary: 'What the caller is to learn and has learned, and the sessions that he gives',
  response: z.object({
    rows: z.array(enrolment),
    /** Of training since the first of January. */
    minutesThisYear: z.int(),
    sessions: z.array(
      z.object({ lessonId: id, title: z.string(), course: nameRef, on: date, place: z.string() }),
    ),
  }),
});

const lessonPath = z.object({ id: idParam, lessonId: idParam });

const study = endpoint({
  method: 'POST',
  path: '/training/enrolments/:id/lessons/:lessonId',
  access: 'session',
  since: 1,
  summary:
    'The caller has begun or finished a lesson of his own course; of a session the trainer says it',
  params: lessonPath,
  body: z.object({ finished: z.boolean() }),
  response: enrolment,
  problems: ['state-refused'],
});

export const attendance = z.object({
  lesson: nameRef,
  course: nameRef,
  on: date,
  place: z.string(),
  trainer: nameRef,
  /** Who takes the course; whoever only leads sees the own people. */
  rows: z.array(
    z.object({
      person: nameRef,
      present: z.boolean(),
      /** How long the person was there; null who was not, and where nobody said. */
      minutes: z.int().nullable(),
    }),
  ),
  /** How long it takes as planned. */
  minutes: z.int().nullable(),
});
export type Attendance = z.output<typeof attendance>;

const getAttendance = endpoint({
  method: 'GET',
  path: '/training/sessions/:id',
  access: 'session',
  since: 1,
  summary: 'Who was at a classroom session: for its trainer, and for who leads those people',
  params: idPath,
  response: attendance,
});

const setAttendance = endpoint({
  method: 'PUT',
  path: '/training/sessions/:id',
  access: 'session',
  since: 1,
  summary: 'The trainer, or who leads them, records who was there; not before the day',
  params: idPath,
  body: z.object({
    present: z.array(id).max(1000),
    absent: z.array(id).max(1000),
    /** Of those present who were there for another time than the lesson takes. */
    minutes: z
      .array(z.object({ userId: id, minutes: z.int().min(0).max(MOST_MINUTES) }))
      .max(1000)
      .default([]),
  }),
  response: attendance,
  problems: ['state-refused'],
});

export const trainingResult = z.object({
  person: nameRef,
  dept: z.string(),
  /** Courses assigned, of them finished, and of the rest overdue. */
  assigned: z.int(),
  finished: z.int(),
  overdue: z.int(),
  /** Minutes of training in the period. */
  minutes: z.int(),
});
export type TrainingResult = z.output<typeof trainingResult>;

const listResults = endpoint({
  method: 'GET',
  path: '/training/results',
  access: 'training.lead',
  since: 1,
  summary: 'How far the people in reach are, by person',
  query: z.object({
    /** With all below it. */
    deptId: idParam.optional(),
    /** Business dates of the assignment, and of what counts into the minutes; both included. */
    from: date.optional(),
    to: date.optional(),
  }),
  response: z.object({ rows: z.array(trainingResult) }),
});

export const trainingExport = z.object({
  deptId: id.optional(),
  from: date.optional(),
  to: date.optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const exportResults = endpoint({
  method: 'POST',
  path: '/training/results/export',
  access: 'training.lead',
  since: 1,
  summary: 'The same as a file, made by a job',
  body: trainingExport,
  response: z.object({ jobId: id }),
  status: 202,
  confirm: 'sometimes',
});

const getResult = endpoint({
  method: 'GET',
  path: '/training/results/:id',
  access: 'session',
  since: 1,
  summary: 'The courses of one person: oneself, or somebody in reach',
  params: idPath,
  response: z.object({ person: nameRef, rows: z.array(enrolment) }),
});

/** One part of somebody's hours of training. */
export const learned = z.object({
  on: date,
  course: nameRef,
  lesson: nameRef,
  kind: z.enum(lessonKinds),
  minutes: z.int(),
  /** What the lesson takes as planned, where the person took part for another time. */
  planned: z.int().nullable(),
});
export type Learned = z.output<typeof learned>;

const getHours = endpoint({
  method: 'GET',
  path: '/training/results/:id/hours',
  access: 'session',
  since: 1,
  summary:
    'Hours of training of one person and of what they consist: oneself, or somebody in reach',
  params: idPath,
  query: z.object({
    /** Business dates, both included; absent: ever. */
    from: date.optional(),
    to: date.optional(),
  }),
  response: z.object({ person: nameRef, minutes: z.int(), rows: z.array(learned) }),
});

/** Who takes what, how far everybody is, and who was there. */
export const trainingWork = {
  assign,
  withdraw,
  mine,
  study,
  getAttendance,
  setAttendance,
  listResults,
  exportResults,
  getResult,
  getHours,
};
