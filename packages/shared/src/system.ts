import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  looseText,
  marksOf,
  marksQuery,
  nameRef,
  pageOf,
  pageQuery,
  several,
  version,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { noticeSubjects } from './notices.ts';

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

export const job = z.object({
  id,
  kind: z.string(),
  title: z.string(),
  state: z.enum(jobStates),
  /** Steps done and steps in all; total 0 while unknown. */
  progress: z.int(),
  total: z.int(),
  counts: z.record(z.string(), z.int()),
  /** Problem code of a failed job. */
  error: z.string().nullable(),
  by: nameRef.nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** Name of the file it made, if any. */
  fileName: z.string().nullable(),
  cancellable: z.boolean(),
  /** Whether the caller may read its rows and its file: the own, while the right is still held. */
  readable: z.boolean(),
  /** Name of the endpoint by which the caller may take back what it did; null where he may not. */
  undoBy: z.string().nullable(),
  /** Page of what it works on, where that has one of its own. */
  route: z.string().nullable(),
});
export type Job = z.output<typeof job>;

const listJobs = endpoint({
  method: 'GET',
  path: '/jobs',
  access: 'session',
  since: 1,
  summary: 'Own jobs, newest first; all of them with system.jobs',
  query: z.object({ ...pageQuery, all: z.enum(['1', '0']).optional() }),
  response: pageOf(job),
  problems: ['forbidden'],
});
const getJob = endpoint({
  method: 'GET',
  path: '/jobs/:id',
  access: 'session',
  since: 1,
  summary: 'One job',
  params: idPath,
  response: job,
});
const listJobRows = endpoint({
  method: 'GET',
  path: '/jobs/:id/rows',
  access: 'session',
  since: 1,
  summary: 'Result of a job row by row',
  params: idPath,
  query: z.object({ ...pageQuery, outcome: several(z.string().max(20)) }),
  response: pageOf(
    z.object({
      seq: z.int(),
      /** Row of the source (line of a file, id of a record). */
      ref: z.string(),
      label: z.string(),
      outcome: z.string(),
      code: z.string(),
      params: z.record(z.string(), z.unknown()),
    }),
  ),
});
const cancelJob = endpoint({
  method: 'POST',
  path: '/jobs/:id/cancel',
  access: 'session',
  since: 1,
  summary: 'Stop a job between two steps: an own one, or any with system.jobs',
  params: idPath,
  response: job,
  problems: ['job-not-cancellable'],
});
const downloadJobFile = endpoint({
  method: 'GET',
  path: '/jobs/:id/file',
  access: 'session',
  since: 1,
  summary: 'The file an own job made; kept for seven days',
  kind: 'download',
  params: idPath,
  response: z.unknown(),
});

export const schedule = z.object({
  key: z.string(),
  /** Local time `HH:MM` in the company's zone. */
  at: z.string(),
  enabled: z.boolean(),
  version,
  lastDoneOn: date.nullable(),
  lastState: z.string(),
  nextRunAt: instant.nullable(),
});
const listSchedules = endpoint({
  method: 'GET',
  path: '/schedules',
  access: 'system.jobs',
  since: 1,
  summary: 'What runs by the clock and which business date it did last',
  response: z.object({ rows: z.array(schedule) }),
});
const updateSchedule = endpoint({
  method: 'PATCH',
  path: '/schedules/:key',
  access: 'system.jobs',
  since: 1,
  summary: 'Change the time, switch on or off',
  params: z.object({ key: z.string().max(60) }),
  body: z.object({
    version,
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    enabled: z.boolean().optional(),
  }),
  response: schedule,
  problems: ['version-conflict'],
});

export const noticeViews = ['awake', 'unseen', 'snoozed'] as const;
export const notification = z.object({
  id,
  kind: z.string(),
  /** Counts, ids, and `name` of what it speaks of, as long as the reader may see that. */
  params: z.record(z.string(), z.unknown()),
  /** Route inside the client. */
  route: z.string().nullable(),
  at: instant,
  seenAt: instant.nullable(),
  snoozedUntil: instant.nullable(),
});
export type Notification = z.output<typeof notification>;
const listNotifications = endpoint({
  method: 'GET',
  path: '/notifications',
  access: 'session',
  since: 1,
  summary: 'Own notifications, newest first; snoozed ones come back when their time is up',
  query: z.object({
    ...pageQuery,
    /** `awake`: all but the snoozed; `unseen`: those of them not seen yet; `snoozed`: the others. */
    show: z.enum(noticeViews).default('awake'),
    about: several(z.enum(noticeSubjects)),
    count: flagParam.optional(),
  }),
  response: pageOf(notification).extend({ unseen: z.int() }),
});
const markNotifications = endpoint({
  method: 'POST',
  path: '/notifications/mark',
  access: 'session',
  since: 1,
  summary: 'Mark own ones (these, or all that are awake) as seen, or snooze until an instant',
  body: z.object({
    ids: z.array(id).max(500).optional(),
    all: z.boolean().optional(),
    snoozeUntil: instant.optional(),
  }),
  response: z.object({ unseen: z.int() }),
});

export const dayKinds = ['holiday', 'workday'] as const;
export const calendarDay = z.object({ date, kind: z.enum(dayKinds), name: z.string() });
const listCalendar = endpoint({
  method: 'GET',
  path: '/calendar/:year',
  access: 'session',
  since: 1,
  summary: 'Holidays and make-up working days (调休) of a year',
  params: z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
  response: z.object({ days: z.array(calendarDay) }),
});
const givenDays = z.array(z.object({ date, kind: z.enum(dayKinds), name: looseText(40) })).max(366);
const setCalendar = endpoint({
  method: 'PUT',
  path: '/calendar/:year',
  access: 'system.settings',
  since: 1,
  summary:
    'Replace the days of a year: those that differ from Monday to Friday. A conflict answers the days that stand now',
  params: z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
  body: z.object({
    days: givenDays,
    /** The days that the change began with: others that stand by now are not overwritten. */
    seen: givenDays,
  }),
  response: z.object({ days: z.array(calendarDay) }),
  problems: ['version-conflict'],
});

export const audit = z.object({
  id,
  at: instant,
  actor: nameRef.nullable(),
  action: z.string(),
  entity: z.string(),
  entityId: id.nullable(),
  /** Name of the customer, person or word it is about, if the viewer may see that. */
  subject: z.string().nullable(),
  address: z.string(),
  /**
   * What differs, by field, people and departments by their names. Only inside the viewer's own
   * scope; null otherwise.
   */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  /** True when there is more than the viewer may read. */
  withheld: z.boolean(),
});
export type AuditRow = z.output<typeof audit>;
const auditFilter = {
  actorId: idParam.optional(),
  entity: z.string().max(40).optional(),
  entityId: idParam.optional(),
  action: z.string().max(60).optional(),
  from: date.optional(),
  to: date.optional(),
};
/** What an export of the audit is asked for, as it lies in its job too. */
export const auditExport = z.object({
  filter: z.object({ ...auditFilter, actorId: id.optional(), entityId: id.optional() }).default({}),
  format: z.enum(exportFormats),
  lang: z.enum(languages).default('zh-CN'),
});
export type AuditExport = z.output<typeof auditExport>;
const listAudit = endpoint({
  method: 'GET',
  path: '/audit',
  access: 'system.audit',
  since: 1,
  summary: 'Who did what when',
  query: z.object({ ...pageQuery, ...auditFilter }),
  response: pageOf(audit),
});
const markAudit = endpoint({
  method: 'GET',
  path: '/audit/marks',
  access: 'system.audit',
  since: 1,
  summary: 'Where the pages of the audit begin, so that any is read without those before',
  query: z.object({ ...marksQuery, ...auditFilter }),
  response: marksOf,
});

const exportAudit = endpoint({
  method: 'POST',
  path: '/audit/export',
  access: 'system.audit',
  since: 1,
  confirm: 'sometimes',
  summary: 'The audit as a file, as a job; what the list withholds is withheld there, formula-safe',
  body: auditExport,
  response: z.object({ jobId: id }),
  status: 202,
});

/** A change that a client may want to know of: which row, not what is in it. */
export const changeEvent = z.object({
  seq: z.int(),
  entity: z.string(),
  id,
  version: z.int(),
  /** The customer a child row belongs to, where it belongs to one. */
  customerId: id.nullable(),
});
export type ChangeEvent = z.output<typeof changeEvent>;
const events = endpoint({
  method: 'GET',
  path: '/events',
  access: 'session',
  since: 1,
  summary:
    'Server-sent events: `change` (a row the caller sees changed), `notification`, `reset` (reload everything); `Last-Event-ID` resumes',
  kind: 'events',
  response: z.unknown(),
});

export const system = {
  listJobs,
  getJob,
  listJobRows,
  cancelJob,
  downloadJobFile,
  listSchedules,
  updateSchedule,
  listNotifications,
  markNotifications,
  listCalendar,
  setCalendar,
  listAudit,
  markAudit,
  exportAudit,
  events,
};
