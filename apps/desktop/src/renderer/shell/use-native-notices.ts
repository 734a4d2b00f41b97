import type { Notification } from '@xinhang/shared/system.ts';
import { useEffect, useRef } from 'react';
import { useNoticeWords } from './notice-words.ts';

/** In the desktop client the tray says how many notifications wait unread; nobody's, none. */
export function useNativeCount(unseen: number): void {
  useEffect(() => {
    // A refusal of the system is no error of ours: the bell counts anyhow.
    window.xinhang?.notify.waiting({ count: unseen }).catch(() => undefined);
  }, [unseen]);
  useEffect(
    () => () => {
      window.xinhang?.notify.waiting({ count: 0 }).catch(() => undefined);
    },
    [],
  );
}

/** In the desktop client new notifications also show where the system shows such things. */
export function useNativeNotices(rows: readonly Notification[] | undefined): void {
  const words = useNoticeWords();
  const last = useRef<number | null>(null);
  useEffect(() => {
    if (!rows) return;
    const before = last.current;
    last.current = Math.max(before ?? 0, ...rows.map((row) => row.id));
    // What waited before the window opened is behind the bell.
    if (before === null || !window.xinhang) return;
    for (const row of rows) {
      if (row.id <= before || row.seenAt !== null) continue;
      const { title, about } = words(row);
      const shown = window.xinhang.notify.show({
        title,
        ...(about !== '' && { body: about }),
        ...(row.route !== null && { route: row.route }),
        tag: `notification-${row.id}`,
      });
      // A refusal of the system is no error of ours: the bell shows it anyhow.
      shown.catch(() => undefined);
    }
    // oxlint-disable-next-line react/exhaustive-deps -- words are read when something comes
  }, [rows]);
}
