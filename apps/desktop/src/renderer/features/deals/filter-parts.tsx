import { api } from '@xinhang/shared/contract/api.ts';
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useEndpoint } from '../../app/query.ts';
import { usePeople } from '../../form/use-people.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';

interface IdsProps {
  value: readonly number[] | undefined;
  onChange: (ids: number[]) => void;
}

/** Whose deals. */
export function OwnerFilter({ value, onChange }: IdsProps) {
  const { t } = useText();
  const owners = usePeople(value ?? []);
  return (
    <UserPicker
      label={t('deal.owner')}
      value={owners}
      onChange={(chosen) => onChange(chosen.map((person) => person.id))}
    />
  );
}

/** Owners of which departments, with all below. */
export function DeptFilter({ value = [], onChange }: IdsProps) {
  const { t } = useText();
  const depts = useEndpoint(api.org.listDepts, {});
  const rows = depts.data?.rows ?? [];
  const known = new Set(rows.map((row) => row.id));
  return (
    <Select<number[]>
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: '100%', minWidth: 160 }}
      aria-label={t('org.dept')}
      placeholder={t('org.dept')}
      value={[...value]}
      options={[
        ...rows.map(({ id, name }) => ({ value: id, label: name })),
        ...value.filter((id) => !known.has(id)).map((id) => ({ value: id, label: '…' })),
      ]}
      onChange={onChange}
    />
  );
}

interface BetweenProps {
  label: string;
  from: string | undefined;
  to: string | undefined;
  onChange: (from: string | undefined, to: string | undefined) => void;
}

/** From one day to another, each of which may be left open. */
export function Between({ label, from, to, onChange }: BetweenProps) {
  const { t } = useText();
  return (
    <DatePicker.RangePicker
      allowEmpty={[true, true]}
      aria-label={label}
      placeholder={[label, t('customer.nextFollowTo')]}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(range) =>
        onChange(range?.[0]?.format('YYYY-MM-DD'), range?.[1]?.format('YYYY-MM-DD'))
      }
    />
  );
}
