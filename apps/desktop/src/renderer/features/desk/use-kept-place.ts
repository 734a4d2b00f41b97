import { useEffect, useRef, type FocusEvent } from 'react';

/**
 * Keeps the keyboard in a block whose lines go away as they are done: the line that stands where
 * that one was has the focus next, or the last one. Its beginning has it, and not the button that
 * was pressed: an Enter that is held down must not do the next line, too.
 */
export function useKeptPlace(count: number) {
  const block = useRef<HTMLElement>(null);
  const at = useRef(-1);
  const lines = () => [...(block.current?.querySelectorAll('.small-line') ?? [])];
  useEffect(() => {
    if (at.current < 0 || document.activeElement !== document.body) return;
    const left = lines();
    const next = left[Math.min(at.current, left.length - 1)];
    next?.querySelector<HTMLElement>('a, button')?.focus({ preventScroll: true });
  }, [count]);
  return {
    ref: block,
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      at.current = lines().findIndex((line) => line.contains(target));
    },
    onBlur: ({ relatedTarget }: FocusEvent<HTMLElement>) => {
      if (relatedTarget !== null) at.current = -1;
    },
  };
}
