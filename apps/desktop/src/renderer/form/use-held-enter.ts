import { useEffect, useRef, type KeyboardEvent } from 'react';

interface Typed<T> {
  text: string;
  setText: (text: string) => void;
  /** Whether the lines are the answer to that text. */
  settled: boolean;
  first: T | undefined;
  take: (line: T) => void;
}

/**
 * Whether what was found, asked with `q`, answers what is typed. Enter takes the first line, so those
 * of an earlier text must not be there.
 */
export function isAnswered(
  text: string,
  q: string,
  found: { isPending: boolean; isPlaceholderData: boolean },
): boolean {
  return q === text.trim() && !found.isPending && !found.isPlaceholderData;
}

/**
 * Enter that comes before the answer to what is typed takes the first line of that answer, as it
 * would have done a moment later; any other key lets go of it. Spread into a select whose lines come
 * from the server.
 */
export function useHeldEnter<T>({ text, setText, settled, first, take }: Typed<T>) {
  const held = useRef<string | null>(null);
  useEffect(() => {
    if (held.current !== null && held.current !== text) held.current = null;
    if (!settled || held.current === null) return;
    held.current = null;
    if (first !== undefined) take(first);
  });
  return {
    onInputKeyDown: (event: KeyboardEvent) => {
      const waits = event.key === 'Enter' && !settled && text.trim() !== '';
      held.current = waits && !event.nativeEvent.isComposing ? text : null;
    },
    showSearch: {
      filterOption: false as const,
      searchValue: text,
      // A select of one shuts at Enter even when it has no line, and forgets what was typed.
      onSearch: (next: string) => {
        if (next !== '' || held.current === null) setText(next);
      },
    },
  };
}
