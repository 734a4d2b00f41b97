/** What other business areas may use of the work with customers. */
export {
  followUpById,
  followUpsByIds,
  insertFollowUp,
  listFollowUps,
  type NamedFollowUp,
} from '@xinhang/db/repositories/follow-ups.ts';
export { listPlans, plansBy } from '@xinhang/db/repositories/plans.ts';
export { lastTalksBy } from './last-talks.ts';
export { withoutFollowUp } from './take-back.ts';
export { describeFollowUps } from './describe.ts';
