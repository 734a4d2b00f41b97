/** What other business areas may use of the system. */
export { remindOf, putOffReminder } from './reminders.ts';
export { absencesIn } from '@xinhang/db/repositories/approval-people.ts';
export { changesOf } from '@xinhang/db/repositories/audit.ts';
export { workCalendar } from '@xinhang/db/repositories/calendar.ts';
export { jobById, listJobRows, openJobs } from '@xinhang/db/repositories/jobs.ts';
export { activeFlows } from '@xinhang/db/repositories/approval-flows.ts';
export { callOff } from './approvals/decide.ts';
export { wouldDecide } from './approvals/ahead.ts';
export { startApproval } from './approvals/engine.ts';
export { readableApprovals, waitersOf } from './approvals/read.ts';
export { putSettings } from './put-settings.ts';
export { takeDocumentNo } from './doc-numbers.ts';
export { filesByRow, filesOfCustomer, filesOfRow, hangFile, setFiles } from './files.ts';
