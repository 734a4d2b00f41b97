/** What other business areas may use of deals. */
export {
  customersWithDeals,
  dealNames,
  findDeal,
  firstDealAt,
  partsOfDeal,
  peopleOfDeal,
  standingIn,
} from '@xinhang/db/repositories/deals.ts';
export { dealOutcomes } from '@xinhang/db/repositories/deal-figures.ts';
export { sumByStage } from '@xinhang/db/repositories/deal-list.ts';
export { needDeal } from './access.ts';
export { changeDeal } from './change.ts';
export { addCompetitor } from './competitors.ts';
export { keepDealFile } from './files.ts';
export { dealMoveTarget, type Targets } from './gate-approval.ts';
export { closeDeal, moveDeal } from './move.ts';
export type { Closing } from './winning.ts';
export { openDeal } from './open.ts';
export { addPipeline, changePipeline, describePipelines, flowsOfMoves } from './pipelines.ts';
