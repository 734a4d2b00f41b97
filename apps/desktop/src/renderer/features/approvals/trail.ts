import { create } from 'zustand';

/** The box from which an approval was opened, for the way to the next and the previous one. */
export const useApprovalTrail = create<{
  ids: readonly number[];
  follow: (ids: readonly number[]) => void;
}>((set) => ({ ids: [], follow: (ids) => set({ ids }) }));
