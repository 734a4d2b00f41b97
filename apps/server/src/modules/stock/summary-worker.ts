// Entry of a worker thread: what came and went of goods between two days.
import { answer } from '../../threads/answer.ts';
import { summarize, type Summary, type SummaryTask } from './summary.ts';

await answer<SummaryTask, Summary>(summarize);
