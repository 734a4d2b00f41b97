// Entry of a worker thread: what customers in a person's scope owe, by age.
import { answer } from '../../../threads/answer.ts';
import type { AgeingTask } from './ageing.ts';
import { debtsPage, type DebtsPage } from './page.ts';

await answer<AgeingTask, DebtsPage>(
  async (db, { actor, asked }) => await debtsPage({ db, actor }, asked),
);
