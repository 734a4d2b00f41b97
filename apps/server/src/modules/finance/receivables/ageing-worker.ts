// Entry of a worker thread: what customers in a person's scope owe, by age.
import { openSnapshot } from '@xinhang/db/snapshot.ts';
import { Problem } from '@xinhang/shared/problems.ts';
import { parent } from '../../../threads/parent.ts';
import type { AgeingTask, FromAgeing } from './ageing.ts';
import { debtsPage } from './page.ts';

const { data, tell, close } = parent<AgeingTask, FromAgeing, never>();
const { source, actor, asked } = data;
const snapshot = openSnapshot(source);
try {
  const page = await snapshot.read(async (db) => await debtsPage({ db, actor }, asked));
  tell({ kind: 'done', page });
} catch (error) {
  // An error loses its class on the way between threads.
  if (error instanceof Problem && error.code === 'timed-out') tell({ kind: 'late' });
  else
    tell({ kind: 'failed', message: error instanceof Error ? (error.stack ?? '') : String(error) });
} finally {
  await snapshot.close();
  close();
}
