import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import { useCommand } from '../../app/query.ts';
import { ConflictDialog, type Conflict } from '../../form/conflict-dialog.tsx';
import { useRowUpdate } from '../../form/use-row-update.ts';
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

/** Saves changes of a deal; when somebody else was faster both values stand side by side. */
export function useDealUpdate(deal: Deal) {
  const command = useCommand(api.deals.update);
  const { dialog, ...update } = useRowUpdate<Deal, DealChanges, Deal>(deal, {
    command,
    send: (changes, version, after) =>
      command.mutate({ params: { id: deal.id }, body: { version, ...changes } }, after),
    show: showDeal,
    had: (before, field, value) =>
      JSON.stringify(known(before)[field] ?? null) === JSON.stringify(value),
    without(changes, fields) {
      const left = Object.entries(changes).filter(([field]) => !fields.has(field));
      return left.length > 0 ? Object.fromEntries(left) : null;
    },
  });
  return { ...update, dialog: <Differences {...dialog} /> };
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
