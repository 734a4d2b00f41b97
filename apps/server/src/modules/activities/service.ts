/** What other business areas may use of the work with customers. */
export { insertFollowUp } from '@xinhang/db/repositories/follow-ups.ts';
export { withoutFollowUp } from './take-back.ts';
