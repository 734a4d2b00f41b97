import { useEffect } from 'react';
import { z } from 'zod';
import { create } from 'zustand';
import { useMe } from './session.ts';

const tab = z.object({ path: z.string(), title: z.string() });
export type OpenTab = z.output<typeof tab>;

/** More than a row shows; the one opened longest ago goes first. */
const MOST = 12;

const keyOf = (userId: number) => `xinhang.tabs.${userId}`;

function stored(userId: number): OpenTab[] {
  try {
    return z.array(tab).parse(JSON.parse(sessionStorage.getItem(keyOf(userId)) ?? '[]'));
  } catch {
    return [];
  }
}

interface Tabs {
  userId: number;
  tabs: readonly OpenTab[];
  /** Path that the next record takes the place of: going on to the next one opens no further tab. */
  replacing: string | null;
  begin: (userId: number) => void;
  open: (tab: OpenTab) => void;
  close: (path: string) => void;
  replaceNext: (path: string) => void;
}

/** Records that stand open side by side; kept over a reload, for this window and this person. */
export const useOpenTabs = create<Tabs>((set, get) => {
  const keep = (tabs: readonly OpenTab[]) => {
    sessionStorage.setItem(keyOf(get().userId), JSON.stringify(tabs));
    set({ tabs, replacing: null });
  };
  return {
    userId: 0,
    tabs: [],
    replacing: null,
    begin: (userId) => {
      if (get().userId !== userId) set({ userId, tabs: stored(userId), replacing: null });
    },
    open: (next) => {
      const { tabs, replacing } = get();
      const known = tabs.findIndex((one) => one.path === next.path);
      const place = tabs.findIndex((one) => one.path === replacing);
      if (known >= 0) keep(tabs.with(known, next));
      else if (place >= 0) keep(tabs.with(place, next));
      else keep([...tabs, next].slice(-MOST));
    },
    close: (path) => keep(get().tabs.filter((one) => one.path !== path)),
    replaceNext: (path) => set({ replacing: path }),
  };
});

/** Names the record on the screen among the open ones, once its title is known. */
export function useTab(path: string, title: string | undefined): void {
  const userId = useMe().user.id;
  const { begin, open } = useOpenTabs.getState();
  useEffect(() => {
    begin(userId);
    if (title !== undefined) open({ path, title });
  }, [begin, open, userId, path, title]);
}
