import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Button, Input, Select } from 'antd';
import { useText } from '../../i18n/i18n.ts';

export interface BarcodeDraft {
  code: string;
  unitId: number | null;
}

interface Props {
  value?: readonly BarcodeDraft[];
  onChange?: (codes: BarcodeDraft[]) => void;
  /** The base unit and the others. */
  units: readonly NameRef[];
}

/** Barcodes, each of a unit: a scanner types one and ends with Enter, which begins the next. */
export function BarcodesEditor({ value = [], onChange, units }: Props) {
  const { t } = useText();
  const change = (at: number, part: Partial<BarcodeDraft>) =>
    onChange?.(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const add = () => onChange?.([...value, { code: '', unitId: units[0]?.id ?? null }]);
  return (
    <div className="stack">
      {value.map((one, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines have no id before they are saved
        <div className="line" key={at} style={{ flexWrap: 'nowrap' }}>
          <Input
            maxLength={60}
            autoFocus={one.code === ''}
            autoComplete="off"
            style={{ width: 220 }}
            aria-label={`${t('product.barcode')} ${at + 1}`}
            value={one.code}
            onChange={(event) => change(at, { code: event.target.value })}
            onPressEnter={(event) => {
              event.preventDefault();
              event.stopPropagation();
              if (one.code.trim() !== '' && at === value.length - 1) add();
            }}
          />
          <Select<number | null>
            style={{ width: 110 }}
            aria-label={`${t('product.barcodeUnit')} ${at + 1}`}
            value={one.unitId}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(unitId) => change(at, { unitId })}
          />
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={`${t('common.remove')} ${t('product.barcode')} ${at + 1}`}
            onClick={() => onChange?.(value.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button size="small" icon={<PlusOutlined />} disabled={units.length === 0} onClick={add}>
          {t('product.addBarcode')}
        </Button>
      </div>
    </div>
  );
}
