/** What other business areas may use of coaching: what people did, counted from their records. */
export {
  talksBy,
  workIn,
  workPublished,
  type CountedWork,
  type Tallies,
} from '@xinhang/db/repositories/workload.ts';
export { tasksByIds } from '@xinhang/db/repositories/tasks.ts';
export { describeTasks, giveTask } from './tasks.ts';
export { missingOf } from './logs/missing.ts';
export { workloadOf } from './workload.ts';
