import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { queryClient, useCommand } from '../../app/query.ts';
import { ConflictDialog, conflictOf, type Conflict } from '../../form/conflict-dialog.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { money, useDealWords } from './deal-words.ts';
import { showDeal } from './use-deal.ts';

export type DealChanges = Omit<EndpointBody<typeof api.deals.update>, 'version'>;

/** Fields of the body that a deal has under another name. */
const known = (deal: Deal): Record<string, unknown> => ({
  ...deal,
  customerId: deal.customer?.id ?? null,
  chance: deal.ownChance,
});
const labels: Readonly<Record<string, string>> = { customerId: 'customer', amountFen: 'amount' };

interface Refused {
  conflict: Conflict;
  changes: DealChanges;
  done: (() => void) | undefined;
  begun: number;
}

/** Saves changes of a deal; when somebody else was faster both values stand side by side. */
export function useDealUpdate(deal: Deal): {
  /** `version` of what the person saw when the change began; that of `deal` unless said. */
  save: (changes: DealChanges, done?: () => void, version?: number) => void;
  saving: boolean;
  /** Why it was refused, when it was no conflict. */
  error: Error | null;
  reset: () => void;
  dialog: ReactNode;
} {
  const update = useCommand(api.deals.update);
  const [refused, setRefused] = useState<Refused | null>(null);
  const seen = useRef(new Map<number, Deal>());
  useEffect(() => {
    seen.current.set(deal.version, deal);
  }, [deal]);

  const send = (begun: number, version: number, changes: DealChanges, done?: () => void) => {
    update.mutate(
      { params: { id: deal.id }, body: { version, ...changes } },
      {
        onSuccess: (saved) => {
          showDeal(saved);
          setRefused(null);
          done?.();
        },
        onError: (error) => {
          const conflict = conflictOf(error);
          if (!conflict) return;
          update.reset();
          const before = seen.current.get(begun);
          const fields = conflict.fields.filter(
            ({ field, current }) =>
              !before || JSON.stringify(known(before)[field] ?? null) !== JSON.stringify(current),
          );
          // Nobody changed these fields (it was moved, say): the change goes on top.
          if (fields.length === 0) send(begun, conflict.version, changes, done);
          else setRefused({ conflict: { ...conflict, fields }, changes, done, begun });
        },
      },
    );
  };
  const close = () => {
    setRefused(null);
    void queryClient.invalidateQueries();
  };
  const resolve = (version: number, mine: ReadonlySet<string>) => {
    if (!refused) return;
    const { begun, changes, conflict, done } = refused;
    const theirs = new Set(
      conflict.fields.map(({ field }) => field).filter((field) => !mine.has(field)),
    );
    const left = Object.entries(changes).filter(([field]) => !theirs.has(field));
    if (left.length > 0) send(begun, version, Object.fromEntries(left), done);
    else {
      close();
      done?.();
    }
  };
  return {
    save: (changes, done, version = deal.version) => send(version, version, changes, done),
    saving: update.isPending,
    error: refused ? null : update.error,
    reset: () => update.reset(),
    dialog: (
      <Differences
        conflict={refused?.conflict ?? null}
        saving={update.isPending}
        onClose={close}
        onResolve={resolve}
      />
    ),
  };
}

function Differences(props: {
  conflict: Conflict | null;
  saving: boolean;
  onClose: () => void;
  onResolve: (version: number, mine: ReadonlySet<string>) => void;
}) {
  const { t } = useText();
  const words = useDealWords();
  const show = (field: string, value: unknown): string => {
    if (Array.isArray(value)) return t('deal.listOf', { n: value.length });
    if (field === 'amountFen' && typeof value === 'number') return money(value);
    if (field === 'source' && typeof value === 'string') return words.source(value);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return (
    <ConflictDialog
      {...props}
      label={(field) => t(wordKey('deal', labels[field] ?? field, 'deal.facts'))}
      show={show}
    />
  );
}
