import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { UnitSelect } from './unit-select.tsx';

export interface UnitDraft {
  unitId: number | null;
  num: number | null;
  /** Null: so many whole ones. */
  den: number | null;
}

interface Props {
  value?: readonly UnitDraft[];
  onChange?: (units: UnitDraft[]) => void;
  /** Name of the base unit. */
  baseName: string;
  /** Units that stand somewhere: they stay as they are. */
  used: readonly number[];
}

/** Other units with how much of the base unit one of them is: a whole number, or a fraction. */
export function UnitsEditor({ value = [], onChange, baseName, used }: Props) {
  const { t } = useText();
  const change = (at: number, part: Partial<UnitDraft>) =>
    onChange?.(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <div className="stack">
      {value.map((one, at) => {
        const fixed = one.unitId !== null && used.includes(one.unitId);
        const no = at + 1;
        const part = (key: 'num' | 'den', label: string) => (
          <InputNumber<number>
            min={1}
            max={1_000_000_000}
            precision={0}
            disabled={fixed}
            style={{ width: 88 }}
            aria-label={`${label} ${no}`}
            value={one[key]}
            onChange={(number) => change(at, { [key]: number })}
          />
        );
        return (
          // oxlint-disable-next-line react/no-array-index-key -- lines have no id before they are saved
          <div className="line" key={at} style={{ flexWrap: 'nowrap' }}>
            <span>1</span>
            <div style={{ width: 110 }}>
              <UnitSelect
                label={`${t('product.unit')} ${no}`}
                disabled={fixed}
                value={one.unitId}
                onChange={(unitId) => change(at, { unitId })}
              />
            </div>
            <span>=</span>
            {part('num', t('product.num'))}
            {one.den !== null && (
              <>
                <span>/</span>
                {part('den', t('product.den'))}
              </>
            )}
            <span>{baseName}</span>
            {one.den === null && !fixed && (
              <Button size="small" type="link" onClick={() => change(at, { den: 1 })}>
                {t('product.asFraction')}
              </Button>
            )}
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              disabled={fixed}
              title={fixed ? t('field.unit-in-use') : undefined}
              aria-label={`${t('common.remove')} ${t('product.unit')} ${no}`}
              onClick={() => onChange?.(value.filter((_, index) => index !== at))}
            />
          </div>
        );
      })}
      <div>
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => onChange?.([...value, { unitId: null, num: null, den: null }])}
        >
          {t('product.addUnit')}
        </Button>
      </div>
    </div>
  );
}
