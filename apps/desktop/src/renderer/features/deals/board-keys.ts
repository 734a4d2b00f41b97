import type { KeyboardEvent } from 'react';
import { composing } from '../../ui/keys.ts';

type Step = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';
const steps: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};

/** Where an arrow leads on a board of cards: past empty columns, to the same height. */
export function cardAt<T>(columns: readonly (readonly T[])[], from: T, step: Step): T | undefined {
  const at = columns.findIndex((cards) => cards.includes(from));
  const here = columns[at] ?? [];
  const row = here.indexOf(from);
  switch (step) {
    case 'up':
      return here[row - 1];
    case 'down':
      return here[row + 1];
    case 'first':
      return here[0];
    case 'last':
      return here.at(-1);
    default: {
      const way = step === 'left' ? columns.slice(0, at).toReversed() : columns.slice(at + 1);
      const next = way.find((cards) => cards.length > 0);
      return next?.[Math.min(row, next.length - 1)];
    }
  }
}

const idOf = (element: Element | null) =>
  Number(element?.closest<HTMLElement>('[data-deal]')?.dataset['deal'] ?? Number.NaN);

export const linkOf = (board: Element | null, id: number) =>
  board?.querySelector<HTMLElement>(`[data-deal="${id}"] .card-name`);

/** Arrows go from card to card. */
export function walkCards(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  const id = idOf(event.target as Element);
  if (composing(event) || event.defaultPrevented || !step || Number.isNaN(id)) return;
  if (event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return;
  const columns = [...event.currentTarget.querySelectorAll('.board-column')].map((column) =>
    [...column.querySelectorAll('[data-deal]')].map(idOf),
  );
  const next = cardAt(columns, id, step);
  event.preventDefault();
  if (next !== undefined) linkOf(event.currentTarget, next)?.focus();
}

/** Ctrl with an arrow takes the card along: one stage back, or one on. */
export function moveKey(event: KeyboardEvent<HTMLElement>): -1 | 1 | null {
  if (composing(event) || !(event.ctrlKey || event.metaKey) || event.altKey) return null;
  if (event.key === 'ArrowLeft') return -1;
  return event.key === 'ArrowRight' ? 1 : null;
}
