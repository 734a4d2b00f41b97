import { api } from '@xinhang/shared/contract/api.ts';
import { Select } from 'antd';
import { useEndpoint } from '../../app/query.ts';

interface Props {
  label: string;
  value: readonly number[];
  onChange: (ids: number[]) => void;
}

/** Departments that are open, and those that are chosen already. */
export function DeptSelect({ label, value, onChange }: Props) {
  const found = useEndpoint(api.org.listDepts, {});
  const rows = (found.data?.rows ?? []).filter((dept) => !dept.closed || value.includes(dept.id));
  return (
    <Select<number[]>
      mode="multiple"
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      placeholder={label}
      value={[...value]}
      options={rows.map((dept) => ({ value: dept.id, label: dept.name }))}
      onChange={onChange}
    />
  );
}
