import { api } from '@xinhang/shared/contract/api.ts';
import { Select } from 'antd';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { useReadyNames } from '../i18n/ready-names.ts';

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (region: string | null) => void;
  clearable?: boolean;
}

/** One of the regions of customers. */
export function RegionSelect({ id, value, onChange, clearable = false }: Props) {
  const { t } = useText();
  const { word } = useReadyNames();
  const dicts = useEndpoint(api.settings.listDicts, {});
  const rows = (dicts.data?.rows ?? []).filter((row) => row.kind === 'region' && row.active);
  return (
    <Select<string | null>
      {...(id && { id })}
      allowClear={clearable}
      style={{ minWidth: 110 }}
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('price.scope.region')}
      placeholder={t('price.scope.region')}
      value={value ?? null}
      options={rows.map(({ label }) => ({ value: label, label: word('region', label) }))}
      onChange={(chosen) => onChange?.(chosen ?? null)}
    />
  );
}
