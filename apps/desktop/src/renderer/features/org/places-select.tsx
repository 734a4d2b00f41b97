import { Select } from 'antd';
import { useText } from '../../i18n/i18n.ts';

interface Props {
  label: string;
  places: readonly { id: number; name: string }[];
  /** Null: all places; undefined: permissions differ. */
  value: readonly number[] | null | undefined;
  onChange: (ids: number[]) => void;
}

/** To which places something is narrowed; nothing chosen is all of them. */
export function PlacesSelect({ label, places, value, onChange }: Props) {
  const { t } = useText();
  return (
    <Select<number[]>
      mode="multiple"
      size="small"
      allowClear
      style={{ width: '100%', maxWidth: 420 }}
      aria-label={label}
      placeholder={t(value === undefined ? 'role.placesDiffer' : 'role.placesAll')}
      showSearch={{ optionFilterProp: 'label' }}
      value={[...(value ?? [])]}
      options={places.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  );
}
