import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
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
  several,
  version,
} from './contract/fields.ts';
import { review } from './reviews.ts';

/** A business day, or a week from Monday to Sunday. */
export const logKinds = ['day', 'week'] as const;
export type LogKind = (typeof logKinds)[number];
export const logStates = ['draft', 'submitted', 'reviewed'] as const;
export type LogState = (typeof logStates)[number];

/** What a planned line came from. */
export const lineSources = ['plan', 'task', 'customer'] as const;

/** A line as it is written: free words, or of a plan, an instruction, a customer due that day. */
export const logLineInput = z.object({
  text: optionalText(500),
  about: z
    .object({ kind: z.enum(lineSources), id })
    .nullable()
    .default(null),
  /** Of free words alone: what came from a record is done when that is. */
  done: z.boolean().default(false),
});
export type LogLineInput = z.output<typeof logLineInput>;

export const logLine = z.object({
  text: z.string(),
  /** Null for free words, and where the reader may not see the record. */
  about: z
    .object({
      kind: z.enum(lineSources),
      id,
      name: z.string(),
      customerId: id.nullable(),
    })
    .nullable(),
  /** It came from a record that the reader may not see; nobody can say whether it was done. */
  hidden: z.boolean(),
  done: z.boolean(),
});
export type LogLine = z.output<typeof logLine>;

/** Business dates, both included, and until when the log is on time (UTC ms). */
const period = z.object({ from: date, to: date, dueAt: instant });

export const workLog = z.object({
  id,
  version,
  author: nameRef,
  dept: nameRef,
  kind: z.enum(logKinds),
  period,
  state: z.enum(logStates),
  /** What was planned. */
  lines: z.array(logLine),
  results: z.string(),
  problems: z.string(),
  /** With what the author needs help. */
  help: z.string(),
  /** What comes tomorrow, or next week. */
  next: z.string(),
  submittedAt: instant.nullable(),
  /** It was submitted after its time. */
  late: z.boolean(),
  /** The last change after it was submitted. */
  editedAt: instant.nullable(),
  /** One of these came after its time. */
  editedLate: z.boolean(),
  /** Oldest first. */
  reviews: z.array(review),
  messages: z.int(),
  own: z.boolean(),
  mayReview: z.boolean(),
});
export type WorkLog = z.output<typeof workLog>;

/** What the author did in the period, counted from the records that the reader may open. */
export const logDone = z.object({
  calls: z.int(),
  visits: z.int(),
  others: z.int(),
  newCustomers: z.int(),
  dealsMoved: z.int(),
  tasksDone: z.int(),
  planned: z.int(),
  kept: z.int(),
  /** Newest first, a hundred at most. */
  talks: z.array(
    z.object({ id, customer: nameRef, type: z.string(), content: z.string(), at: instant }),
  ),
  customers: z.array(nameRef),
  deals: z.array(
    z.object({
      id,
      name: z.string(),
      what: z.string(),
      stage: z.string(),
      back: z.boolean(),
      at: instant,
    }),
  ),
  tasks: z.array(z.object({ id, text: z.string(), note: z.string() })),
});
export type LogDone = z.output<typeof logDone>;

/** What an author changed after he had submitted: of each text that differs the old and the new. */
export const logEdit = z.object({
  at: instant,
  /** After the time of the log was over. */
  late: z.boolean(),
  texts: z.array(
    z.object({
      field: z.enum(['results', 'problems', 'help', 'next']),
      before: z.string(),
      after: z.string(),
    }),
  ),
  /** Null where the plan stayed. */
  lines: z.object({ before: z.array(logLine), after: z.array(logLine) }).nullable(),
});
export type LogEdit = z.output<typeof logEdit>;

const texts = {
  results: patchText(4000),
  problems: patchText(4000),
  help: patchText(4000),
  next: patchText(4000),
  lines: z.array(logLineInput).max(60).optional(),
};

const sheet = endpoint({
  method: 'GET',
  path: '/work-logs/sheet',
  access: ['workLogs.create', 'workLogs.review'],
  since: 1,
  summary: 'The own log of the period of a date, or what it would begin with',
  query: z.object({ kind: z.enum(logKinds).default('day'), on: date.optional() }),
  response: z.object({
    kind: z.enum(logKinds),
    period,
    log: workLog.nullable(),
    /** What is due in the period and stands on no line yet. */
    suggested: z.array(logLine),
    done: logDone,
  }),
});

const list = endpoint({
  method: 'GET',
  path: '/work-logs',
  access: ['workLogs.create', 'workLogs.review'],
  since: 1,
  summary: 'Own logs, or those that people in reach submitted, newest period first',
  query: z.object({
    ...pageQuery,
    whose: z.enum(['mine', 'team']).default('mine'),
    kind: z.enum(logKinds).optional(),
    /** Periods that begin between these business dates, both included. */
    from: date.optional(),
    to: date.optional(),
    authorId: several(idParam),
    /** The department with all below. */
    deptId: idParam.optional(),
    state: several(z.enum(logStates)),
    late: flagParam.optional(),
    /** Own ones with a review that is not acknowledged. */
    unread: flagParam.optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(workLog),
});

const missing = endpoint({
  method: 'GET',
  path: '/work-logs/missing',
  access: 'workLogs.review',
  since: 1,
  summary: 'Which of the people in reach have not submitted a log whose day or week is over',
  query: z.object({
    kind: z.enum(logKinds).default('day'),
    /** Business dates; absent: the last period that is over. */
    from: date.optional(),
    to: date.optional(),
    deptId: idParam.optional(),
  }),
  response: z.object({
    from: date,
    to: date,
    rows: z.array(
      z.object({
        person: nameRef,
        dept: nameRef,
        period,
        /** Its time is over. */
        overdue: z.boolean(),
      }),
    ),
  }),
});

const get = endpoint({
  method: 'GET',
  path: '/work-logs/:id',
  access: ['workLogs.create', 'workLogs.review'],
  since: 1,
  summary: 'One log with what was done in its period, and what was changed after it was submitted',
  params: idPath,
  response: z.object({
    log: workLog,
    done: logDone,
    /** Newest first, fifty at most. */
    edits: z.array(logEdit),
  }),
});

const create = endpoint({
  method: 'POST',
  path: '/work-logs',
  access: 'workLogs.create',
  since: 1,
  summary: 'Begin the own log of a period, or submit it at once',
  body: z.object({
    kind: z.enum(logKinds),
    /** A business date inside the period; not after today, and no older than sixty days. */
    on: date,
    ...texts,
    submit: z.boolean().default(false),
  }),
  response: workLog,
  status: 201,
  problems: ['already-exists'],
});

const update = endpoint({
  method: 'PATCH',
  path: '/work-logs/:id',
  access: 'workLogs.create',
  since: 1,
  summary: 'Change an own log that nobody has reviewed, or submit it',
  params: idPath,
  body: z.object({ version, ...texts, submit: z.boolean().optional() }),
  response: workLog,
  problems: ['version-conflict', 'state-refused'],
});

const setReview = endpoint({
  method: 'POST',
  path: '/work-logs/:id/reviews',
  access: 'workLogs.review',
  since: 1,
  summary: 'The own review of a log: what is given is set, the rest stays',
  params: idPath,
  body: z.object({
    rating: z.int().min(1).max(5).nullable().optional(),
    comment: patchText(1000),
    asks: z.boolean().optional(),
  }),
  response: review,
});

const acknowledge = endpoint({
  method: 'POST',
  path: '/work-log-reviews/:id/acknowledge',
  access: 'workLogs.create',
  since: 1,
  summary:
    'The author has read this version of a review of a log; a question is answered with it, in the thread',
  params: idPath,
  body: z.object({ version, answer: requiredText(2000).optional() }),
  response: review,
  problems: ['version-conflict', 'state-refused'],
});

export const workLogs = { sheet, list, missing, get, create, update, setReview, acknowledge };
