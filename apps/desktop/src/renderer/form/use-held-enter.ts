import { useEffect, useRef, type KeyboardEvent } from 'react';

interface Typed<T> {
  text: string;
  /** Whether the lines are the answer to that text. */
  settled: boolean;
  first: T | undefined;
  take: (line: T) => void;
}

/**
 * Enter that comes before the answer to what is typed takes the first line of that answer, as it
 * would have done a moment later; any other key lets go of it. For `onInputKeyDown` of a select
 * whose lines come from the server.
 */
export function useHeldEnter<T>({ text, settled, first, take }: Typed<T>) {
  const held = useRef<string | null>(null);
  useEffect(() => {
    if (held.current !== null && held.current !== text) held.current = null;
    if (!settled || held.current === null) return;
    held.current = null;
    if (first !== undefined) take(first);
  });
  return (event: KeyboardEvent) => {
    const waits = event.key === 'Enter' && !settled && text.trim() !== '';
    held.current = waits && !event.nativeEvent.isComposing ? text : null;
  };
}
