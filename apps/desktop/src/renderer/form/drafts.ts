import { useEffect, useRef, useState } from 'react';
import { useMe } from '../app/session.ts';
import { typedSince } from './typed-since.ts';

/** Text typed and not yet saved, kept on this computer for its author alone. */
export function useDraft<T extends object>(name: string) {
  const key = `xinhang.draft.${useMe().user.id}.${name}`;
  return {
    read: (): Partial<T> => {
      try {
        const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as unknown;
        return kept !== null && typeof kept === 'object' ? (kept as Partial<T>) : {};
      } catch {
        return {};
      }
    },
    keep: (value: T | null) => {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    },
  };
}

/** Keeps a value as the draft whenever it changes; null takes the draft away. */
export function useKeptDraft<T extends object>(name: string, value: T | null): void {
  const draft = useDraft<T>(name);
  const text = JSON.stringify(value);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else draft.keep(value);
    // oxlint-disable-next-line react/exhaustive-deps -- the text stands for the value
  }, [text]);
}

/** One text field whose text is kept until it is saved. */
export function useKeptText(name: string) {
  const kept = useDraft<{ text: string }>(name);
  const [text, setText] = useState(() => kept.read().text ?? '');
  useKeptDraft(name, text.trim() === '' ? null : { text });
  return {
    text,
    setText,
    /** Takes away what was saved, and leaves what was typed while that was under way. */
    saved: (sent: string) => {
      // The field itself may be gone with it.
      kept.keep(null);
      setText((now) => typedSince(sent, now));
    },
  };
}
