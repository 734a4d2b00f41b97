import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, id, idParam, nameRef, patchText, several } from './contract/fields.ts';
import { amount, dealRow } from './deals.ts';

const board = endpoint({
  method: 'GET',
  path: '/deals/board',
  access: 'deals.read',
  since: 1,
  summary: 'Open deals of a pipeline by stage: the first of each, how many, and what they bring',
  query: z.object({
    pipelineId: idParam,
    q: patchText(100),
    ownerId: several(idParam),
    deptId: several(idParam),
    view: z.enum(['mine', 'team', 'all']).optional(),
    /** Cards of each stage. */
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  response: z.object({
    columns: z.array(
      z.object({
        stageId: id,
        count: z.int(),
        amountFen: amount,
        /** Amounts by their chance, rounded to fen. */
        weightedFen: amount,
        rows: z.array(dealRow),
      }),
    ),
  }),
});

/** By what ended deals are told apart. */
export const outcomeKeys = ['owner', 'source', 'grade', 'month', 'reason'] as const;

const outcomes = endpoint({
  method: 'GET',
  path: '/deals/outcomes',
  access: 'deals.read',
  since: 1,
  summary: 'Won and lost deals of a period by person, source, grade, month or reason (S29)',
  query: z.object({
    by: z.enum(outcomeKeys).default('owner'),
    /** Business dates on which they ended, both included. */
    from: date.optional(),
    to: date.optional(),
    pipelineId: idParam.optional(),
    ownerId: several(idParam),
    deptId: several(idParam),
  }),
  response: z.object({
    rows: z.array(
      z.object({
        /** Of a person, else the text itself: a month is `YYYY-MM`. */
        key: z.string(),
        name: z.string(),
        won: z.int(),
        lost: z.int(),
        wonFen: amount,
        /** Won of all that ended, in basis points; null where none did. */
        rateBp: z.int().nullable(),
      }),
    ),
  }),
});

const stageTimes = endpoint({
  method: 'GET',
  path: '/deals/stage-times',
  access: 'deals.read',
  since: 1,
  summary: 'How long deals stand in each stage of a pipeline, and how many are stuck there (S28)',
  query: z.object({ pipelineId: idParam, ownerId: several(idParam), deptId: several(idParam) }),
  response: z.object({
    rows: z.array(
      z.object({
        stage: nameRef,
        /** Open deals in it now, and those that stand there longer than it allows. */
        open: z.int(),
        stuck: z.int(),
        /**
         * Stays that ended within the last 365 days, and the days of their median to the tenth; null
         * where none did.
         */
        left: z.int(),
        medianDays: z.number().nullable(),
      }),
    ),
  }),
});

export const dealFigures = { board, outcomes, stageTimes };
