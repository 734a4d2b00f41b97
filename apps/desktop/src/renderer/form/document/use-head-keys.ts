import { useCallback, useRef, type KeyboardEvent } from 'react';
import { composing } from '../../ui/keys.ts';

/**
 * The keys of a document's head. Enter goes on to the next field, from the last one to the lines; in
 * an open list it takes what is marked first. A closed one is opened by it. PageDown leaves the rest
 * of the head as it is and goes to the lines: most of it came with the customer.
 */
export function useHeadKeys() {
  const going = useRef<ReturnType<typeof setTimeout>>(undefined);
  return useCallback((event: KeyboardEvent<HTMLElement>) => {
    const { key, target, currentTarget: head } = event;
    if (composing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!(target instanceof HTMLInputElement) || (key !== 'Enter' && key !== 'PageDown')) return;
    const lists = target.matches('[role=combobox]');
    const open = target.getAttribute('aria-expanded') === 'true';
    const lines = head.parentElement?.querySelector<HTMLElement>('.doc-lines td[tabindex="0"]');
    if (key === 'PageDown') {
      // What is being looked for is taken first. A list that just took something shuts a moment
      // later and has nothing written in it any more.
      if (lists && open && target.value !== '') return;
      event.preventDefault();
      clearTimeout(going.current);
      // At once: the next key of a quick hand belongs to the lines already.
      lines?.focus();
      return;
    }
    if (lists && !open) return;
    const fields = [...head.querySelectorAll<HTMLInputElement>('input:not([disabled])')];
    const next = fields[fields.indexOf(target) + 1] ?? lines;
    // After the field took what was written.
    going.current = setTimeout(() => next?.focus());
  }, []);
}
