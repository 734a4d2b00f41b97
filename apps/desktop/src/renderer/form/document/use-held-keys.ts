import { useCallback, useRef, type KeyboardEvent as Pressed } from 'react';
import { composing } from '../../ui/keys.ts';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey'>;

/** Looks at the focus before the keys are given up: five seconds. */
const LOOKS = 600;

const isText = ({ key, ctrlKey }: Key) => key.length === 1 && !ctrlKey;
const holds = (key: Key) =>
  isText(key) ||
  ['Enter', 'Tab', 'Backspace'].includes(key.key) ||
  (key.ctrlKey && key.key.toLowerCase() === 's');

const soon = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, 8);
  });

/** Presses a key in the field that has the focus, as if it was pressed there. */
function press({ key, ctrlKey, shiftKey }: Key): void {
  const field = document.activeElement ?? document.body;
  const init = { key, ctrlKey, shiftKey, bubbles: true, cancelable: true };
  if (!field.dispatchEvent(new KeyboardEvent('keydown', init))) return;
  // What a browser does with a key that nobody took: the undo of the field knows it too.
  if (key === 'Backspace') document.execCommand('delete');
  else if (isText({ key, ctrlKey, shiftKey })) document.execCommand('insertText', false, key);
}

/**
 * Keys that are pressed while a cell asks what was meant by it: the cell in which they belong is
 * known with the answer. They wait, and are pressed there in their order; a scanner and a quick
 * hand write faster than any server answers. `arrived`: the focus is where the grid wants it.
 */
export function useHeldKeys(arrived: () => boolean) {
  const keys = useRef<Key[]>([]);
  const asking = useRef(0);
  const running = useRef(false);
  const passing = useRef(false);

  const release = useCallback(async () => {
    if (running.current) return;
    running.current = true;
    try {
      for (;;) {
        // What the key before did is drawn by then.
        await soon();
        for (let look = 0; asking.current === 0 && !arrived(); look += 1) {
          // The lines are gone, or somebody went elsewhere by mouse: no other field gets them.
          if (look === LOOKS) {
            keys.current = [];
            return;
          }
          await soon();
        }
        // Asked again by a key of these: the rest waits for that answer.
        if (asking.current > 0) return;
        // Nothing is awaited from here on: an answer would carry the focus off.
        const key = keys.current.shift();
        if (!key) return;
        passing.current = true;
        press(key);
        passing.current = false;
      }
    } finally {
      running.current = false;
    }
  }, [arrived]);

  /** Holds the keys until the work is done and its place has the focus. */
  const hold = useCallback(
    async (work: () => Promise<void>) => {
      asking.current += 1;
      try {
        await work();
      } finally {
        asking.current -= 1;
        if (asking.current === 0) void release();
      }
    },
    [release],
  );
  const onKeyDownCapture = useCallback((event: Pressed) => {
    const waits = asking.current > 0 || running.current;
    if (!waits || passing.current || composing(event) || event.altKey || event.metaKey) return;
    if (!holds(event)) return;
    event.preventDefault();
    event.stopPropagation();
    const { key, ctrlKey, shiftKey } = event;
    keys.current.push({ key, ctrlKey, shiftKey });
  }, []);
  /** What was written since, up to the key that ends it; empty: nothing. */
  const written = useCallback(() => {
    const end = keys.current.findIndex((key) => !isText(key));
    return (end < 0 ? keys.current : keys.current.slice(0, end)).map(({ key }) => key).join('');
  }, []);
  return { hold, written, onKeyDownCapture };
}
