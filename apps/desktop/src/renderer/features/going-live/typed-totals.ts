import type { GoingLive, GoingLiveTotal } from '@xinhang/shared/going-live.ts';
import { useState } from 'react';
import { useDraft, useKeptDraft } from '../../form/drafts.ts';
import { isReckoned } from '../../form/reckoned-field.tsx';

/** Sums by `nameOf`; null stands for one that was emptied, NaN for a text that is no number. */
type Typed = Readonly<Record<string, number | null>>;

export const nameOf = ({ key, account }: GoingLiveTotal) => `${key}:${account?.id ?? ''}`;

const DRAFT = 'goingLive.totals';

/** Sums of the books before, typed and not yet saved: they outlast a way to an import and back. */
export function useTypedTotals(now: GoingLive) {
  const edits = now.mayPrepare && now.state === 'preparing';
  const draft = useDraft<Record<string, number | null>>(DRAFT);
  const [kept, setTyped] = useState<Typed>(() => readable(draft.read()));
  const typed: Typed = edits ? kept : {};
  const dirty = Object.keys(typed).length > 0;
  useKeptDraft(DRAFT, Object.keys(kept).length > 0 ? readable(kept) : null);
  return {
    edits,
    typed,
    dirty,
    type: (name: string, value: number | null) => setTyped((all) => ({ ...all, [name]: value })),
    clear: () => setTyped({}),
  };
}

function readable(typed: Partial<Typed>): Record<string, number | null> {
  const found = Object.entries(typed).filter(
    (entry): entry is [string, number | null] => entry[1] !== undefined && isReckoned(entry[1]),
  );
  return Object.fromEntries(found);
}
