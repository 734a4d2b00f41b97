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

/** The ways to the records before and after this one in the list it was opened from; null at its ends. */
export function useNeighbours(id: number, open: (id: number) => void) {
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const step = (to: number | null) => (to === null ? null : () => open(to));
  return { previous: step(previous), next: step(next) };
}
