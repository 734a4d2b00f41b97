import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  marksOf,
  marksQuery,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { sheetRow } from './appraisals.ts';
import { alertRow } from './alerts.ts';
import { approvalRow } from './approvals.ts';
import { deskKinds } from './desk-kinds.ts';
import { careKinds } from './care.ts';
import { dueBill } from './bills.ts';
import { duePayable } from './payables.ts';
import { dueStatement } from './statements.ts';
import { dueSupplierStatement } from './supplier-statements.ts';
import { endingLimit } from './temporary-limits.ts';
import { promisedPayment } from './collections.ts';
import { milestoneRow } from './contracts.ts';
import { loanRow } from './loans.ts';
import { quotationRow } from './quotations.ts';
import { articleRow } from './knowledge.ts';
import { probationRow } from './probation.ts';
import { watchRow } from './watch.ts';
import { task } from './tasks.ts';
import { attemptRow } from './exams.ts';
import { enrolment } from './training-work.ts';
import { customerStages, chanceGrades } from './customers.ts';
import { dropCauses } from './pools.ts';

export const followUpTypes = ['call', 'visit', 'wechat', 'email', 'meeting', 'other'] as const;

export const followUp = z.object({
  id,
  version,
  customer: nameRef,
  contact: nameRef.nullable(),
  /** The deal it was about, for those who may read that. */
  deal: nameRef.nullable(),
  type: z.string(),
  content: z.string(),
  result: z.string(),
  nextOn: date.nullable(),
  author: nameRef,
  at: instant,
  /** Until when the caller may still correct it: the author alone; null once sealed. */
  editableUntil: instant.nullable(),
  files: z.array(z.object({ id, name: z.string(), mime: z.string(), size: z.int() })),
  /** Articles that it made use of, those that the reader may open. */
  articles: z.array(nameRef),
});
export type FollowUp = z.output<typeof followUp>;

const listFilter = {
  customerId: idParam.optional(),
  dealId: idParam.optional(),
  authorId: several(idParam),
  type: several(z.enum(followUpTypes)),
  /** Business dates, both included. */
  from: date.optional(),
  to: date.optional(),
};

const list = endpoint({
  method: 'GET',
  path: '/follow-ups',
  access: 'followUps.read',
  since: 1,
  summary: 'Follow-ups on the customers the caller may see, newest first',
  query: z.object({ ...pageQuery, ...listFilter, count: flagParam.optional() }),
  response: pageOf(followUp),
});

const marks = endpoint({
  method: 'GET',
  path: '/follow-ups/marks',
  access: 'followUps.read',
  since: 1,
  summary: 'Where the pages of the follow-ups begin, so that any is read without those before',
  query: z.object({ ...marksQuery, ...listFilter }),
  response: marksOf,
});

const create = endpoint({
  method: 'POST',
  path: '/follow-ups',
  access: 'followUps.create',
  since: 1,
  summary: 'Log a follow-up; moves last and next contact of the customer in the same transaction',
  body: z.object({
    customerId: id,
    contactId: id.nullable().optional(),
    /** A deal of this customer that the person may read. */
    dealId: id.nullable().optional(),
    /** An open plan with this customer that the talk does: an own one, or one where one goes along. */
    planId: id.nullable().optional(),
    /** Open care of this customer that the talk does. */
    careItemId: id.nullable().optional(),
    type: z.enum(followUpTypes).default('call'),
    content: requiredText(4000),
    result: optionalText(500),
    /** Absent keeps the customer's next date if it lies ahead, and ends one that was due; null clears it. Not before today. */
    nextOn: date.nullable().optional(),
    /** Stage or grade that the talk led to, saved with it. */
    stage: z.enum(customerStages).optional(),
    chanceGrade: z.enum(chanceGrades).nullable().optional(),
    /** Own files sent before as drafts for this customer. */
    fileIds: z.array(id).max(20).optional(),
    /** Articles of the knowledge base that were of use. */
    articleIds: z.array(id).max(20).optional(),
  }),
  response: followUp,
  status: 201,
  problems: ['customer-archived', 'state-refused'],
});

const update = endpoint({
  method: 'PATCH',
  path: '/follow-ups/:id',
  access: 'followUps.create',
  since: 1,
  summary: 'Correct an own follow-up inside the edit window; afterwards it is sealed',
  params: idPath,
  body: z.object({
    version,
    type: z.enum(followUpTypes).optional(),
    content: requiredText(4000).optional(),
    result: patchText(500),
    /** Not before today, unless it is the one that stands there. */
    nextOn: date.nullable().optional(),
  }),
  response: followUp,
  problems: ['version-conflict', 'edit-window-closed', 'customer-archived'],
});

export const deskBirthday = z.object({
  calendar: z.enum(['solar', 'lunar']),
  month: z.int(),
  day: z.int(),
  leap: z.boolean(),
  /**
   * That year lacks the day, so that it is kept on another: 29 February on the 28th, lunar 30 on 29, a
   * leap month in the ordinary one.
   */
  moved: z.boolean(),
});

/** A job that failed lately: what it was is said by its kind, why by its problem code. */
export const deskJob = z.object({
  id,
  kind: z.string(),
  error: z.string().nullable(),
  finishedAt: instant,
});

/** One line of work on the morning desk. */
/** A review that is read and asks nothing: said so in place, of exactly this version. */
const deskUnread = z.object({ id, version });

export const deskItem = z.object({
  customerId: id,
  customerName: z.string(),
  ownerName: z.string().nullable(),
  chanceGrade: z.string().nullable(),
  contactName: z.string().nullable(),
  phone: z.string().nullable(),
  /** Business date it falls due, of the birthday, or on which the customer came. */
  on: date.nullable(),
  lastFollowAt: instant.nullable(),
  /** Beginning of the last follow-up, for those who may read it. */
  lastText: z.string(),
  /** What was said when the customer was handed over. */
  note: z.string(),
  /** Whose contact's birthday it is, as it is kept in the personal file. */
  birthday: deskBirthday.nullable(),
  /** The follow-up it is about, where it is about one. */
  recordId: id.optional(),
  /** The review of it that the reader may acknowledge in place. */
  unread: deskUnread.optional(),
  /** By which rule it is about to drop into the pool, on `on`. */
  drop: z.object({ cause: z.enum(dropCauses), days: z.int(), workdays: z.boolean() }).optional(),
  /** The plan that a follow-up logged here does. */
  planId: id.optional(),
  /** The care that a follow-up logged here does, and what kind it is. */
  care: z.object({ id, kind: z.enum(careKinds), version }).optional(),
  /** The promise that is due; the reader may say how it ended. */
  promiseId: id.optional(),
  /** The contact it is about. */
  contactId: id.optional(),
  /** By which the reader puts the line off. */
  snoozeId: id,
});
export type DeskItem = z.output<typeof deskItem>;

/** How safe the data are, for those who look after that. */
export const deskBackups = z.object({
  lastVerifiedAt: instant.nullable(),
  lastCopiedAt: instant.nullable(),
  failed: z.boolean(),
  overdue: z.boolean(),
  low: z.boolean(),
});

export const deskBlock = z.object({
  kind: z.enum(deskKinds),
  /** Capped at 10,000. */
  count: z.int(),
  /** Eight at most; of `followUpsDue`, which is worked through, two hundred, overdue first. */
  items: z.array(deskItem),
  /** Of `jobsFailed`, which has no items. */
  jobs: z.array(deskJob),
  /** Of `approvals`, which has no items: what waits for the reader, oldest first. */
  approvals: z.array(approvalRow).optional(),
  /** Of `tasksReceived` and `tasksOverdue`, which have no items. */
  tasks: z.array(task).optional(),
  /** Of `festivals`, which has no items: the next one first. */
  festivals: z.array(z.object({ name: z.string(), on: date, snoozeId: id })).optional(),
  /** Lines of this block that the reader put off. */
  asleep: z.int().default(0),
  /** Of `sheetsToFill` and `sheetsToScore`, which have no items. */
  sheets: z.array(sheetRow).optional(),
  /** Of `alerts`, which has no items. */
  alerts: z.array(alertRow).optional(),
  /** Of the blocks of work logs, which have no items. */
  logs: z
    .array(
      z.object({
        /** Null where it is not written. */
        id: id.nullable(),
        /** By which the reader puts the line off. */
        snoozeId: id,
        person: nameRef,
        kind: z.enum(['day', 'week']),
        from: date,
        late: z.boolean(),
        note: z.string(),
        /** The only review of it that waits, which asks nothing. */
        unread: deskUnread.optional(),
      }),
    )
    .optional(),
  /** Of `articlesToRead`, which has no items. */
  articles: z.array(articleRow).optional(),
  /** Of `trainingDue` and `trainingOverdue`, which have no items. */
  enrolments: z.array(enrolment).optional(),
  /** Of `attemptsToMark`, which has no items. */
  attempts: z.array(attemptRow).optional(),
  /** Of `probationDue` and `watchDue`, which have no items. */
  probation: z.array(probationRow).optional(),
  watch: z.array(watchRow).optional(),
  /** Of `milestonesDue`, which has no items: the one due first. */
  milestones: z.array(milestoneRow).optional(),
  /** Of `paymentsPromised`, which has no items: the one promised first. */
  promised: z.array(promisedPayment).optional(),
  /** Of `statementsDue`, which has no items: the newest first. */
  statements: z.array(dueStatement).optional(),
  /** Of `supplierStatementsDue`, which has no items: the newest first. */
  supplierStatements: z.array(dueSupplierStatement).optional(),
  /** Of `loansDue`, which has no items: what is to come back first. */
  loans: z.array(loanRow).optional(),
  /** Of `quotationsEnding`, which has no items: what ends first. */
  quotations: z.array(quotationRow).optional(),
  /** Of `deliveriesDue`, which has no items: lines of orders; `count` leaves tomorrow out. */
  deliveries: z.object({ overdue: z.int(), today: z.int(), tomorrow: z.int() }).optional(),
  /** Of `requestsToOrder`, which has no items: lines of requests, and those needed before today. */
  requests: z.object({ lines: z.int(), late: z.int() }).optional(),
  /** Of `dropShip`, which has no items: lines to order, those wanted before today, and what changed. */
  dropShip: z.object({ wanted: z.int(), late: z.int(), changed: z.int() }).optional(),
  /** Of the blocks of price inquiries, which have no items: those wanted before today, too. */
  inquiries: z.object({ lines: z.int(), late: z.int() }).optional(),
  /** Of `payablesDue`, which has no items: suppliers, the one due first. */
  payables: z.array(duePayable).optional(),
  /** Of `billsDue`, which has no items: bills to collect or to pay, the one due first. */
  bills: z.array(dueBill).optional(),
  /** Of `limitsEnding`, which has no items: the one that ends first. */
  limits: z.array(endingLimit).optional(),
  /** Of `expensesDue`, which has no items: claims that wait for their money, own ones that came back. */
  expenses: z.object({ toPay: z.int(), cameBack: z.int() }).optional(),
  /** Of `backups`, which has no items. */
  backups: deskBackups.optional(),
});
export type DeskBlock = z.output<typeof deskBlock>;

/** Whose work a desk shows. */
export const deskSide = z.enum(['mine', 'team']);
export type DeskSide = z.output<typeof deskSide>;

const desk = endpoint({
  method: 'GET',
  path: '/desk',
  access: 'session',
  since: 1,
  summary: 'What must I do now: the blocks of the morning desk for this person',
  /** Absent: `team` for whoever sees work of others and owns no customers, else `mine`. */
  query: z.object({ whose: deskSide.optional() }),
  response: z.object({
    today: date,
    whose: deskSide,
    blocks: z.array(deskBlock),
    /** When the next line that was put off comes back; null where none is. */
    wakesAt: instant.nullable(),
  }),
});

export const searchHit = z.object({
  /** Search source that found it: `customers`, later also products, orders … */
  source: z.string(),
  id,
  title: z.string(),
  subtitle: z.string(),
  /** Route inside the client. */
  route: z.string(),
});
export type SearchHit = z.output<typeof searchHit>;

const search = endpoint({
  method: 'GET',
  path: '/search',
  access: 'session',
  since: 1,
  summary: 'Search over everything the caller may see: name, contact, pinyin, digits of a phone',
  query: z.object({
    q: requiredText(100),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  response: z.object({ hits: z.array(searchHit) }),
});

export const activities = { list, marks, create, update };
export const home = { desk, search };
