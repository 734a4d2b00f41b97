import { create } from 'zustand';

/** The list from which a record was opened, so that its page can go to the next and previous one. */
export const useRecordTrail = create<{
  ids: readonly number[];
  follow: (ids: readonly number[]) => void;
}>((set) => ({ ids: [], follow: (ids) => set({ ids }) }));

export function neighbours(ids: readonly number[], id: number) {
  const at = ids.indexOf(id);
  return {
    previous: at > 0 ? (ids[at - 1] ?? null) : null,
    next: at >= 0 ? (ids[at + 1] ?? null) : null,
  };
}
