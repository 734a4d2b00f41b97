import { z } from 'zod';
import { followUp } from './activities.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  version,
} from './contract/fields.ts';

/** What one reviewer says of one follow-up. */
export const review = z.object({
  id,
  /** Whoever acknowledges says which one was read. */
  version,
  reviewer: nameRef,
  /** 1 to 5; null where it was only commented. */
  rating: z.int().nullable(),
  comment: z.string(),
  /** Wants an answer: without one it is not acknowledged. */
  asks: z.boolean(),
  at: instant,
  acknowledgedAt: instant.nullable(),
});
export type Review = z.output<typeof review>;

/** A follow-up with what was said of it. */
export const reviewed = z.object({
  followUp,
  /** Oldest first. */
  reviews: z.array(review),
  /** How many messages its thread has. */
  messages: z.int(),
  /** Whether the reader may review it: it was written by somebody in reach, and not by himself. */
  mayReview: z.boolean(),
});
export type Reviewed = z.output<typeof reviewed>;

const queue = endpoint({
  method: 'GET',
  path: '/reviews/queue',
  access: 'reviews.create',
  since: 1,
  summary: 'Follow-ups of a day by the people whom the caller reviews, oldest first',
  query: z.object({
    ...pageQuery,
    /** Business date; absent: from the last working day before today on, up to yesterday. */
    day: date.optional(),
    authorId: idParam.optional(),
    /** Only what nobody has reviewed. */
    open: flagParam.optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(reviewed).extend({
    day: date,
    /** The last day: another one than `day` only where none was asked for and a rest followed. */
    until: date,
    /** The newest day of the thirty before that has something unreviewed; with `count` alone. */
    older: date.nullable(),
    /** Of the days and author, how many nobody has reviewed; capped like `count`, with it alone. */
    left: z.int().nullable(),
  }),
});

const get = endpoint({
  method: 'GET',
  path: '/follow-ups/:id/reviews',
  access: 'followUps.read',
  since: 1,
  summary: 'One follow-up with its reviews',
  params: idPath,
  response: reviewed,
});

const set = endpoint({
  method: 'POST',
  path: '/follow-ups/:id/reviews',
  access: 'reviews.create',
  since: 1,
  summary: 'The own review of a follow-up: what is given is set, the rest stays',
  params: idPath,
  body: z.object({
    rating: z.int().min(1).max(5).nullable().optional(),
    comment: patchText(1000),
    asks: z.boolean().optional(),
  }),
  response: review,
});

const received = endpoint({
  method: 'GET',
  path: '/reviews',
  access: 'followUps.read',
  since: 1,
  summary: 'Reviews of the caller’s own follow-ups, newest first',
  query: z.object({
    ...pageQuery,
    /** Only what is not acknowledged. */
    open: flagParam.optional(),
    count: flagParam.optional(),
  }),
  /** Without the follow-up where its customer is out of the author’s sight by now. */
  response: pageOf(z.object({ review, followUp: followUp.nullable() })),
});

const acknowledge = endpoint({
  method: 'POST',
  path: '/reviews/:id/acknowledge',
  access: 'followUps.read',
  since: 1,
  summary:
    'The author has read this version of a review; a question is answered with it, in the thread',
  params: idPath,
  body: z.object({ version, answer: requiredText(2000).optional() }),
  response: review,
  problems: ['version-conflict', 'state-refused'],
});

export const reviews = { queue, get, set, received, acknowledge };
