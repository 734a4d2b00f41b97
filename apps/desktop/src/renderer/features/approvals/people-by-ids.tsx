import { usePeople } from '../../form/use-people.ts';
import { UserPicker } from '../../form/user-picker.tsx';

interface Props {
  id?: string;
  label: string;
  value?: readonly number[];
  onChange?: (ids: number[]) => void;
}

/** Colleagues of whom the form keeps the ids. */
export function PeopleByIds({ id, label, value = [], onChange }: Props) {
  const people = usePeople(value);
  return (
    <UserPicker
      {...(id && { id })}
      label={label}
      value={people}
      onChange={(chosen) => onChange?.(chosen.map((one) => one.id))}
    />
  );
}
