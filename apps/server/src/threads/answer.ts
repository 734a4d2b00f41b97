import type { Reader, SnapshotSource } from '@xinhang/db/database.ts';
import { openSnapshot } from '@xinhang/db/snapshot.ts';
import { Problem } from '@xinhang/shared/problems.ts';
import { parent } from './parent.ts';

export type Answered<Answer> =
  | { kind: 'done'; answer: Answer }
  | { kind: 'late' }
  | { kind: 'failed'; message: string };

/** The other end of `ask`: reads one moment of the database, says what it found, and ends. */
export async function answer<Data extends { source: SnapshotSource }, Answer>(
  work: (db: Reader, data: Data) => Promise<Answer>,
): Promise<void> {
  const { data, tell, close } = parent<Data, Answered<Answer>, never>();
  const snapshot = openSnapshot(data.source);
  try {
    tell({ kind: 'done', answer: await snapshot.read(async (db) => await work(db, data)) });
  } catch (error) {
    // An error loses its class on the way between threads.
    if (error instanceof Problem && error.code === 'timed-out') tell({ kind: 'late' });
    else {
      const message = error instanceof Error ? (error.stack ?? '') : String(error);
      tell({ kind: 'failed', message });
    }
  } finally {
    await snapshot.close();
    close();
  }
}
