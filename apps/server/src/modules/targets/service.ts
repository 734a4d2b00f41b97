/** What other business areas may use of targets and results. */
export { saveTargets, submitTargets, targetSheetApproval } from './set.ts';
