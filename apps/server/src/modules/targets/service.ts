/** What other business areas may use of targets and results. */
export { figuresOf } from './figures.ts';
export {
  actOnPlan,
  createSalesPlan,
  salesPlanApproval,
  saveSalesPlan,
  submitSalesPlan,
} from './sales-plan-write.ts';
export { regionDimension } from './regions.ts';
export { saveTargets, submitTargets, targetSheetApproval } from './set.ts';
