import { api } from '@xinhang/shared/contract/api.ts';
import { Select } from 'antd';
import { useEndpoint } from '../app/query.ts';
import { onlyWords } from '../ui/only-words.ts';

interface Props {
  label: string;
  id?: string;
  value?: readonly number[];
  onChange?: (ids: number[]) => void;
  placeholder?: string;
}

/** Departments that are open, and those that are chosen already. */
export function DeptSelect({ label, value = [], onChange, id, placeholder = label }: Props) {
  const found = useEndpoint(api.org.listDepts, {});
  const rows = (found.data?.rows ?? []).filter((dept) => !dept.closed || value.includes(dept.id));
  return (
    <Select<number[]>
      {...onlyWords}
      {...(id && { id })}
      {...(onChange && { onChange })}
      mode="multiple"
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      placeholder={placeholder}
      value={[...value]}
      options={rows.map((dept) => ({ value: dept.id, label: dept.name }))}
    />
  );
}
