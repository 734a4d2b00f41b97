import { api } from '@xinhang/shared/contract/api.ts';
import { AutoComplete } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import type { dealOutcomes } from '@xinhang/shared/deals.ts';

/** Why: one of the reasons that were given before, or a new one. */
export function ReasonField(props: {
  outcome: (typeof dealOutcomes)[number];
  value: string;
  onChange: (reason: string) => void;
}) {
  const { t } = useText();
  const known = useEndpoint(
    api.deals.outcomes,
    { query: { by: 'reason' } },
    { enabled: props.outcome === 'lost' },
  );
  const options = (known.data?.rows ?? [])
    .filter((row) => row.lost > 0 && row.name !== '')
    .map((row) => ({ value: row.name }));
  return (
    <label className="stack">
      {t('deal.reason')}
      <AutoComplete
        autoFocus
        maxLength={60}
        aria-label={t('deal.reason')}
        value={props.value}
        options={options}
        showSearch={{ filterOption: (text, option) => (option?.value ?? '').includes(text) }}
        onChange={props.onChange}
      />
    </label>
  );
}
