import type { Deal } from '@xinhang/shared/deals.ts';
import { useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { useDealUpdate, type DealChanges } from './use-deal-update.tsx';

/** Why a deal cannot be changed; null where it can. */
export function useLocked(deal: Deal): string | null {
  const { t } = useText();
  if (deal.state !== 'open') return t('problem.deal-closed');
  return deal.can.update ? null : t('problem.forbidden');
}

/** One list of a deal that is changed as a whole, from what the person saw when it was opened. */
export function useEdit<T>(deal: Deal, begin: () => T) {
  const update = useDealUpdate(deal);
  const locked = useLocked(deal);
  const [draft, setDraft] = useState<{ value: T; version: number } | null>(null);
  const close = () => {
    update.reset();
    setDraft(null);
  };
  return {
    draft: draft?.value ?? null,
    change: (value: T) => setDraft((now) => now && { ...now, value }),
    save: (changes: DealChanges) => update.save(changes, close, draft?.version),
    dialog: update.dialog,
    /** For `EditSection`. */
    section: {
      locked,
      editing: draft !== null,
      onEdit: () => setDraft({ value: begin(), version: deal.version }),
      error: update.error,
      saving: update.saving,
      onCancel: close,
    },
  };
}
