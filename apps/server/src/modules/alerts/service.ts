/** What other business areas may use of alerts. */
export { alertsByOwner } from '@xinhang/db/repositories/alerts.ts';
