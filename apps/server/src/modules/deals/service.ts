/** What other business areas may use of deals. */
export {
  customersWithDeals,
  dealNames,
  findDeal,
  peopleOfDeal,
} from '@xinhang/db/repositories/deals.ts';
export { needDeal } from './access.ts';
export { changeDeal } from './change.ts';
export { addCompetitor } from './competitors.ts';
export { closeDeal, moveDeal } from './move.ts';
export { openDeal } from './open.ts';
export { describePipelines } from './pipelines.ts';
