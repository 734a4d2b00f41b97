/** What other business areas may use of the system. */
export { absencesIn } from '@xinhang/db/repositories/approval-people.ts';
export { workCalendar } from '@xinhang/db/repositories/calendar.ts';
export { jobById, listJobRows, updateJob } from '@xinhang/db/repositories/jobs.ts';
export { startApproval } from './approvals/engine.ts';
export { filesByRow, filesOfCustomer, setFiles } from './files.ts';
