import { api } from '@xinhang/shared/contract/api.ts';
import { Select } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { onlyWords } from '../../ui/only-words.ts';

interface Props {
  id?: string;
  value?: number | null;
  onChange?: (unitId: number | null) => void;
  disabled?: boolean;
  label?: string;
}

/** One of the units in use, by name. */
export function UnitSelect({ id, value, onChange, disabled, label }: Props) {
  const { t } = useText();
  const found = useEndpoint(api.products.listUnits, {});
  const rows = (found.data?.rows ?? []).filter((unit) => unit.active || unit.id === value);
  return (
    <Select<number | null>
      {...onlyWords}
      {...(id && { id })}
      showSearch={{ optionFilterProp: 'label' }}
      disabled={disabled === true}
      style={{ width: '100%', minWidth: 88 }}
      aria-label={label ?? t('product.unit')}
      placeholder={t('product.unit')}
      value={value ?? null}
      options={rows.map((unit) => ({ value: unit.id, label: unit.name }))}
      onChange={(chosen) => onChange?.(chosen ?? null)}
    />
  );
}
