import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  flagParam,
  id,
  idPath,
  instant,
  nameRef,
  pageOf,
  pageQuery,
  requiredText,
  timeOfDay,
} from './contract/fields.ts';

/** What an instruction may be about: something that both can open. */
export const taskSubjects = ['customer', 'deal'] as const;
export const taskStates = ['given', 'acknowledged', 'done', 'withdrawn'] as const;
export type TaskState = (typeof taskStates)[number];

/** What somebody was told to do: given, acknowledged, done with words; or withdrawn. */
export const task = z.object({
  id,
  from: nameRef,
  to: nameRef,
  text: z.string(),
  dueOn: date.nullable(),
  /** The receiver is reminded then. */
  dueTime: timeOfDay.nullable(),
  /** Null where there is none, and where the reader may see it no more. */
  about: z.object({ kind: z.enum(taskSubjects), id, name: z.string() }).nullable(),
  state: z.enum(taskStates),
  at: instant,
  acknowledgedAt: instant.nullable(),
  /** When it was done or withdrawn. */
  closedAt: instant.nullable(),
  /** What was done about it. */
  note: z.string(),
});
export type Task = z.output<typeof task>;

const list = endpoint({
  method: 'GET',
  path: '/tasks',
  access: 'session',
  since: 1,
  summary: 'Instructions that the caller received or gave, the one due first at the top',
  query: z.object({
    ...pageQuery,
    box: z.enum(['received', 'given']).default('received'),
    /** Those that are done or withdrawn, instead of the open ones. */
    closed: flagParam.optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(task),
});

const create = endpoint({
  method: 'POST',
  path: '/tasks',
  access: 'tasks.create',
  since: 1,
  summary: 'Tell somebody in reach what to do; the person is told',
  body: z.object({
    toId: id,
    text: requiredText(2000),
    /** Not before today. */
    dueOn: date.nullable().optional(),
    /** Only with a date. */
    dueTime: timeOfDay.nullable().optional(),
    about: z
      .object({ kind: z.enum(taskSubjects), id })
      .nullable()
      .optional(),
  }),
  response: task,
  status: 201,
});

const acknowledge = endpoint({
  method: 'POST',
  path: '/tasks/:id/acknowledge',
  access: 'session',
  since: 1,
  summary: 'The receiver has read it and will do it',
  params: idPath,
  response: task,
  problems: ['forbidden', 'state-refused'],
});

const finish = endpoint({
  method: 'POST',
  path: '/tasks/:id/done',
  access: 'session',
  since: 1,
  summary: 'The receiver has done it, and says what; who gave it is told',
  params: idPath,
  body: z.object({ note: requiredText(1000) }),
  response: task,
  problems: ['forbidden', 'state-refused'],
});

const withdraw = endpoint({
  method: 'POST',
  path: '/tasks/:id/withdraw',
  access: 'session',
  since: 1,
  summary: 'Who gave it takes it back; the receiver is told',
  params: idPath,
  response: task,
  problems: ['forbidden', 'state-refused'],
});

export const tasks = { list, create, acknowledge, finish, withdraw };
