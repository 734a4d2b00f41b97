import { api } from '@xinhang/shared/contract/api.ts';
import { dealStates, type DealEvent } from '@xinhang/shared/deals.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { GateItem } from '@xinhang/shared/pipelines.ts';
import { shownStage } from '@xinhang/shared/ready-pipelines.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';

/** `¥1,234.00`; nothing where it is not known. */
export const money = (amount: number | null) =>
  amount === null ? '' : `¥${formatFen(fen(amount))}`;
/** The same without the sign, for columns of amounts. */
export const plainMoney = (amount: number | null) =>
  amount === null ? '' : formatFen(fen(amount));

/** States, gates and events of deals in words, and what fields may be chosen from. */
export function useDealWords() {
  const { t, language } = useText();
  const { word } = useReadyNames();
  const dicts = useEndpoint(api.settings.listDicts, {});
  const stateName = (state: string) => t(wordKey('dealState', state, 'deal.state'));
  const stage = (name: string) => shownStage(name, language);
  const eventValue = ({ kind }: DealEvent, value: string, end: 'from' | 'to'): string => {
    if (value === '') return '';
    if (kind === 'stage' || kind === 'created' || kind === 'asked') return stage(value);
    if (kind === 'refused') {
      return end === 'to'
        ? stage(value)
        : t(wordKey('dealRefused', value, 'dealRefused.withdrawn'));
    }
    if (kind === 'closed') return end === 'to' ? stateName(value) : stage(value);
    if (kind === 'reopened') return end === 'from' ? stateName(value) : stage(value);
    const amount = Number(value);
    return kind === 'amount' && Number.isSafeInteger(amount) ? money(amount) : value;
  };
  return {
    stateName,
    stage,
    states: dealStates.map((value) => ({ value, label: stateName(value) })),
    source: (label: string) => word('source', label),
    sources: (dicts.data?.rows ?? [])
      .filter((row) => row.kind === 'source' && row.active)
      .map((row) => ({ value: row.label, label: word('source', row.label) })),
    gateItem: (item: GateItem) =>
      item.kind === 'check' ? item.title : t(`gateField.${item.field}`),
    /** What changed, from what to what. */
    event: (event: DealEvent) => {
      const what = t(wordKey('dealEvent', event.kind, 'dealEvent.created'));
      const from = eventValue(event, event.from, 'from');
      const to = eventValue(event, event.to, 'to');
      if (event.kind === 'refused') return { what: `${what} ${to}`, change: from };
      const change =
        event.kind === 'created' || from === '' ? to : `${from} → ${to || t('common.none')}`;
      return { what, change };
    },
  };
}
