import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useDraft } from '../drafts.ts';

interface Kept<T> {
  value: T;
  /** The state of the document on which it was written. */
  base: string;
}

/**
 * What is written in a document and not saved, kept on this computer: over a reload, a lost line, a
 * power cut. `base` names the state that it was begun on; written on another one it is not taken up.
 */
export function useDocumentDraft<T extends object>(name: string, base: string, saved: T) {
  const draft = useDraft<Kept<T>>(name);
  const [value, setValue] = useState<T>(() => {
    const kept = draft.read();
    return kept.base === base && kept.value !== undefined ? kept.value : saved;
  });
  const [restored, setRestored] = useState(() => value !== saved);
  const dirty = value !== saved;
  useEffect(() => {
    if (dirty) draft.keep({ value, base });
    // oxlint-disable-next-line react/exhaustive-deps -- whenever something was written
  }, [value, dirty, base]);
  // A page that is left takes along what stands in the cell in which somebody is: the cell is left
  // first, and what comes of it is kept before the page is gone.
  useEffect(() => {
    const leave = () =>
      flushSync(() => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      });
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, []);
  return {
    value,
    setValue,
    dirty,
    restored,
    /** Goes back to what is saved. */
    drop: () => {
      draft.keep(null);
      setValue(saved);
      setRestored(false);
    },
    /** It is saved now. */
    settle: () => draft.keep(null),
  };
}
