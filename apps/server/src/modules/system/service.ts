/** What other business areas may use of the system. */
export { jobById, listJobRows, updateJob } from '@xinhang/db/repositories/jobs.ts';
export { startApproval } from './approvals/engine.ts';
export { filesByRow, filesOfCustomer, setFiles } from './files.ts';
