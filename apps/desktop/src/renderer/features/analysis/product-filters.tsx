import { Button, Select, Tag } from 'antd';
import { DeptSelect } from '../../form/dept-select.tsx';
import { PeriodBar } from '../../form/period-bar.tsx';
import { CategorySelect } from '../../form/product-category-select.tsx';
import { RegionSelect } from '../../form/region-select.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DayRange } from '../../ui/day-range.tsx';
import { useDates } from '../../ui/dates.ts';
import { periodChoices, type ProductSearch } from './analysis-search.ts';
import { daysOf, spanOf } from './period.ts';

interface Props {
  search: ProductSearch;
  change: (part: Partial<ProductSearch>) => void;
}

/** Of which time: a month, quarter or year, any two days, or all there is. */
export function PeriodFilter({ search, change }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const span = spanOf(search);
  const days = daysOf(search, today);
  return (
    <>
      <Select<(typeof periodChoices)[number]>
        style={{ width: 110 }}
        aria-label={t('analysis.period')}
        value={search.period ?? 'month'}
        options={periodChoices.map((value) => ({ value, label: t(`analysis.period.${value}`) }))}
        onChange={(period) =>
          // Any two days begin with those that were shown.
          change({
            period,
            from: period === 'days' ? days.from : undefined,
            to: period === 'days' ? days.to : undefined,
          })
        }
      />
      {span && (
        <PeriodBar
          spans={[span]}
          span={span}
          on={search.on ?? today}
          onChange={({ on }) => change({ on })}
        />
      )}
      {search.period === 'days' && (
        <>
          <DayRange from={search.from} to={search.to} width={120} onChange={change} />
        </>
      )}
    </>
  );
}

/** Which products, and whose sales. */
export function ProductFilters({ search, change }: Props) {
  const { t } = useText();
  const { ownerId, ownerName } = search;
  const narrowed = [
    search.categoryId,
    search.region,
    ownerId,
    search.deptId,
    search.customerId,
  ].some(Boolean);
  return (
    <>
      {search.customerId && (
        <Tag closable onClose={() => change({ customerId: undefined, customerName: undefined })}>
          {search.customerName ?? search.customerId}
        </Tag>
      )}
      <CategorySelect
        style={{ width: 140 }}
        value={search.categoryId ?? null}
        onChange={(categoryId) => change({ categoryId: categoryId ?? undefined })}
      />
      <RegionSelect
        clearable
        value={search.region ?? null}
        onChange={(region) => change({ region: region ?? undefined })}
      />
      <div style={{ width: 160 }}>
        <UserPicker
          single
          label={t('analysis.owner')}
          value={ownerId ? [{ id: ownerId, name: ownerName ?? '' }] : []}
          onChange={([person]) => change({ ownerId: person?.id, ownerName: person?.name })}
        />
      </div>
      <div style={{ display: 'grid', width: 170 }}>
        <DeptSelect
          label={t('analysis.dept')}
          value={search.deptId ? [search.deptId] : []}
          onChange={(ids) => change({ deptId: ids.at(-1) })}
        />
      </div>
      {narrowed && (
        <Button
          type="link"
          onClick={() =>
            change({
              categoryId: undefined,
              region: undefined,
              customerId: undefined,
              customerName: undefined,
              ownerId: undefined,
              ownerName: undefined,
              deptId: undefined,
            })
          }
        >
          {t('common.clear')}
        </Button>
      )}
    </>
  );
}
