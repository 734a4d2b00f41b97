import { useEffect, useRef } from 'react';
import { composing, typing } from './keys.ts';

interface Shortcut {
  /** `event.key`, letters in lower case. */
  key: string;
  alt?: boolean;
  ctrl?: boolean;
  /** Also while the focus is in a text field. */
  inText?: boolean;
  /** Of the frame around the pages: a page that takes the same key comes first. */
  fallback?: boolean;
  /** Of an open dialog itself; silent while another one stands over it. */
  inDialog?: boolean;
}

/** Runs on a key anywhere on the page; null switches it off. Silent while a dialog is open. */
export function useShortcut(shortcut: Shortcut, run: (() => void) | null): void {
  const { key, alt = false, ctrl = false, inText = alt || ctrl } = shortcut;
  const { fallback = false, inDialog = false } = shortcut;
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const on = run !== null;
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent) => {
      if (composing(event) || event.defaultPrevented || event.key.toLowerCase() !== key) return;
      if (event.altKey !== alt || (event.ctrlKey || event.metaKey) !== ctrl) return;
      if (!inText && typing(event)) return;
      if (openDialogs() > (inDialog ? 1 : 0)) return;
      event.preventDefault();
      latest.current?.();
    };
    const place: EventTarget = fallback ? window : document;
    const listener = (event: Event) => onKey(event as KeyboardEvent);
    place.addEventListener('keydown', listener);
    return () => place.removeEventListener('keydown', listener);
  }, [on, key, alt, ctrl, inText, fallback, inDialog]);
}

/** Dialogs and drawers that stand over the page; what lies below must not react. */
function openDialogs(): number {
  return [...document.querySelectorAll('[role=dialog][aria-modal=true]')].filter(
    (dialog) => dialog.getClientRects().length > 0,
  ).length;
}
