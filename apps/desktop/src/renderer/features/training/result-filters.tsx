import { api } from '@xinhang/shared/contract/api.ts';
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import type { TrainingSearch } from './training-search.ts';

interface Props {
  search: TrainingSearch;
  onChange: (search: TrainingSearch) => void;
}

/** A department with all below it. */
export function DeptFilter({ search, onChange }: Props) {
  const { t } = useText();
  const depts = useEndpoint(api.org.listDepts, {});
  return (
    <Select<number>
      allowClear
      style={{ minWidth: 180 }}
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('training.deptBelow')}
      placeholder={t('training.deptBelow')}
      value={search.dept as number}
      options={(depts.data?.rows ?? []).map((dept) => ({ value: dept.id, label: dept.name }))}
      onChange={(dept?: number) => onChange({ ...search, dept })}
    />
  );
}

/** Business dates, both included. */
export function PeriodFilter({ label, search, onChange }: Props & { label: string }) {
  const { t } = useText();
  const { from, to } = search;
  return (
    <DatePicker.RangePicker
      allowEmpty={[true, true]}
      aria-label={label}
      placeholder={[label, t('training.periodTo')]}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(range) =>
        onChange({
          ...search,
          from: range?.[0]?.format('YYYY-MM-DD'),
          to: range?.[1]?.format('YYYY-MM-DD'),
        })
      }
    />
  );
}
