/** What other business areas may use of alerts. */
export { alertsByOwner } from '@xinhang/db/repositories/alerts.ts';
export { addRule, changeRule, describeRules, untouchedRules } from './rules.ts';
