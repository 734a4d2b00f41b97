import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(min-width: 701px)');

const subscribe = (changed: () => void) => {
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

/** False on a phone; the same border as in the style sheets. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
