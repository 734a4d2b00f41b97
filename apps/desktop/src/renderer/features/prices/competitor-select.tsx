import { api } from '@xinhang/shared/contract/api.ts';
import { Select } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { onlyWords } from '../../ui/only-words.ts';

interface Props {
  id?: string;
  value?: number | null;
  onChange?: (competitorId: number | null) => void;
  /** May be left out, and names those out of use too: for a filter. */
  filters?: boolean;
}

/** One of the competitors, for those who read them. */
export function CompetitorSelect({ id, value, onChange, filters = false }: Props) {
  const { t } = useText();
  const may = useMay('deals.read');
  const found = useEndpoint(api.pipelines.listCompetitors, {}, { enabled: may });
  if (filters && !may) return null;
  const rows = (found.data?.rows ?? []).filter((row) => filters || row.active);
  return (
    <Select<number | null>
      {...onlyWords}
      {...(id && { id })}
      allowClear={filters}
      showSearch={{ optionFilterProp: 'label' }}
      {...(filters && { style: { width: 150 } })}
      aria-label={t('competitor.name')}
      placeholder={t('competitor.name')}
      value={value ?? null}
      notFoundContent={t('market.noCompetitor')}
      options={rows.map((row) => ({ value: row.id, label: row.name }))}
      onChange={(chosen) => onChange?.(chosen ?? null)}
    />
  );
}
