import type { Database } from '@xinhang/db/database.ts';

/** Leaves a transaction whose work is done but must not stay. */
class Undo extends Error {}

/** A database whose transactions, while `state.undo` is on, are rolled back after their answer. */
export function takenBack(db: Database, state: { readonly undo: boolean }): Database {
  return {
    ...db,
    async transaction(work) {
      if (!state.undo) return await db.transaction(work);
      let answer: { value: Awaited<ReturnType<typeof work>> } | undefined;
      try {
        return await db.transaction(async (tx) => {
          answer = { value: await work(tx) };
          throw new Undo();
        });
      } catch (error) {
        if (error instanceof Undo && answer) return answer.value;
        throw error;
      }
    },
  };
}
