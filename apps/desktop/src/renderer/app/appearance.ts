import { create } from 'zustand';
import type { Appearance } from '../ui/theme.ts';

const STORE_KEY = 'xinhang.appearance';

interface AppearanceStore {
  appearance: Appearance;
  choose: (appearance: Appearance) => void;
}

export const useAppearance = create<AppearanceStore>((set) => ({
  appearance: localStorage.getItem(STORE_KEY) === 'dark' ? 'dark' : 'light',
  choose: (appearance) => {
    localStorage.setItem(STORE_KEY, appearance);
    set({ appearance });
  },
}));
