// Entry of a worker thread: sums what was sold. See sales-sums.ts.
import { answer } from '../../threads/answer.ts';
import { sumSales, type SalesTask } from './sales-sums.ts';

await answer<SalesTask, Awaited<ReturnType<typeof sumSales>>>(sumSales);
