import { Segmented } from 'antd';
import { useText } from '../i18n/i18n.ts';

interface Props<Kind extends string> {
  label: string;
  value: Kind | 'all';
  total: number;
  kinds: readonly { value: Kind; label: string; count: number }[];
  onChange: (value: Kind | 'all') => void;
}

/** All rows of a list or one kind of them, each with how many there are. */
export function CountedChoice<Kind extends string>(props: Props<Kind>) {
  const { t } = useText();
  const option = <V extends string>(value: V, label: string, count: number) => ({
    value,
    label: `${label} ${count.toLocaleString('en-US')}`,
  });
  return (
    <Segmented<Kind | 'all'>
      aria-label={props.label}
      value={props.value}
      options={[
        option('all', t('list.all'), props.total),
        ...props.kinds.map(({ value, label, count }) => option(value, label, count)),
      ]}
      onChange={props.onChange}
    />
  );
}
