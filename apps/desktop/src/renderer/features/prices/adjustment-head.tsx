import { api } from '@xinhang/shared/contract/api.ts';
import { adjustmentWays, roundingSteps } from '@xinhang/shared/price-adjustment-rules.ts';
import { priceScopes } from '@xinhang/shared/price-resolver.ts';
import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { HeadField } from '../../form/document/document-frame.tsx';
import { CategorySelect } from '../../form/product-category-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import type { AdjustDraft } from './adjustment-line.ts';
import { RegionSelect } from '../../form/region-select.tsx';

interface Props {
  value: AdjustDraft;
  editable: boolean;
  /** For whom it is stands fast once it is saved. */
  fresh: boolean;
  marks: ReadonlyMap<string, string>;
  onChange: (part: Partial<AdjustDraft>) => void;
  onReckon: () => void;
  onCategory: (categoryId: number) => void;
}

/** What a sheet is called, for whom and from when it is, and how its prices come about. */
export function AdjustmentHead(props: Props) {
  const { value, editable, marks, onChange } = props;
  const { t } = useText();
  const { today } = useDates();
  return (
    <>
      <HeadField label={t('adjust.name')} wrong={marks.get('name')}>
        <Input
          disabled={!editable}
          maxLength={60}
          aria-label={t('adjust.name')}
          value={value.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </HeadField>
      <Whom {...props} />
      <HeadField label={t('adjust.validFrom')} wrong={marks.get('validFrom')}>
        <DateField
          label={t('adjust.validFrom')}
          today={today}
          disabled={!editable}
          value={value.validFrom}
          onChange={(day) => day && onChange({ validFrom: day })}
        />
      </HeadField>
      <HeadField label={t('adjust.validTo')} wrong={marks.get('validTo')}>
        <DateField
          label={t('adjust.validTo')}
          today={today}
          disabled={!editable}
          value={value.validTo}
          onChange={(day) => onChange({ validTo: day })}
        />
      </HeadField>
      <HeadField label={t('adjust.note')} wide>
        <Input
          disabled={!editable}
          maxLength={500}
          aria-label={t('adjust.note')}
          value={value.note}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      </HeadField>
      {editable && <Ways {...props} />}
    </>
  );
}

function Whom({ value, editable, fresh, marks, onChange }: Props) {
  const { t } = useText();
  const levels = useEndpoint(api.prices.listLevels, {});
  const { scope } = value;
  const still = !(editable && fresh);
  const shown =
    value.customer?.name ??
    value.region ??
    levels.data?.rows.find((level) => level.id === value.levelId)?.name ??
    '';
  return (
    <>
      <HeadField label={t('price.whom')}>
        <Select<AdjustDraft['scope']>
          disabled={still}
          aria-label={t('price.whom')}
          value={scope}
          options={priceScopes
            .toReversed()
            .map((one) => ({ value: one, label: t(`price.scope.${one}`) }))}
          onChange={(next) =>
            onChange({
              scope: next,
              region: null,
              levelId: null,
              customer: null,
              lines: value.lines.map((line) => ({ ...line, known: false })),
            })
          }
        />
      </HeadField>
      {scope !== 'all' && still && (
        <HeadField label={t(`price.scope.${scope}`)}>
          <Input disabled value={shown} aria-label={t(`price.scope.${scope}`)} />
        </HeadField>
      )}
      {scope === 'customer' && !still && (
        <HeadField label={t('price.scope.customer')} wrong={marks.get('customerId')}>
          <CustomerRefPicker
            label={t('price.scope.customer')}
            placeholder={t('price.chooseCustomer')}
            value={value.customer}
            onChange={(customer) => onChange({ customer })}
          />
        </HeadField>
      )}
      {scope === 'region' && !still && (
        <HeadField label={t('price.scope.region')} wrong={marks.get('region')}>
          <RegionSelect value={value.region} onChange={(region) => onChange({ region })} />
        </HeadField>
      )}
      {scope === 'level' && !still && (
        <HeadField label={t('price.level')} wrong={marks.get('levelId')}>
          <Select<number | null>
            aria-label={t('price.level')}
            placeholder={t('price.level')}
            value={value.levelId}
            options={(levels.data?.rows ?? [])
              .filter((level) => level.active)
              .map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(levelId) => onChange({ levelId })}
          />
        </HeadField>
      )}
    </>
  );
}

/** How new prices come about, and where their products come from. */
function Ways({ value, onChange, onReckon, onCategory }: Props) {
  const { t } = useText();
  const [categoryId, setCategory] = useState<number | null>(null);
  const per = value.way === 'percent' ? 100 : 10_000;
  return (
    <>
      <HeadField label={t('adjust.way')}>
        <Select<AdjustDraft['way']>
          aria-label={t('adjust.way')}
          value={value.way}
          options={adjustmentWays.map((way) => ({ value: way, label: t(`adjust.way.${way}`) }))}
          onChange={(way) => onChange({ way, value: null })}
        />
      </HeadField>
      {value.way !== 'price' && (
        <>
          <HeadField label={t(`adjust.by.${value.way}`)}>
            <InputNumber<number>
              aria-label={t(`adjust.by.${value.way}`)}
              precision={2}
              {...(value.way === 'percent' ? { suffix: '%', min: -99 } : { prefix: '¥' })}
              style={{ width: '100%' }}
              value={value.value === null ? null : value.value / per}
              onChange={(next) =>
                onChange({ value: next === null ? null : Math.round(next * per) })
              }
            />
          </HeadField>
          <HeadField label={t('adjust.rounding')}>
            <Select<AdjustDraft['roundingE4']>
              aria-label={t('adjust.rounding')}
              value={value.roundingE4}
              options={roundingSteps.map((step) => ({
                value: step,
                label: step === 1 ? t('adjust.rounding.none') : String(step / 10_000),
              }))}
              onChange={(roundingE4) => onChange({ roundingE4 })}
            />
          </HeadField>
        </>
      )}
      <HeadField label={t('product.category')}>
        <CategorySelect value={categoryId} onChange={setCategory} style={{ flex: 1 }} />
      </HeadField>
      <div className="line">
        <Button
          disabled={categoryId === null}
          onClick={() => categoryId !== null && onCategory(categoryId)}
        >
          {t('adjust.addCategory')}
        </Button>
        {value.way !== 'price' && (
          <Button disabled={value.value === null || value.lines.length === 0} onClick={onReckon}>
            {t('adjust.reckon')}
          </Button>
        )}
      </div>
    </>
  );
}
