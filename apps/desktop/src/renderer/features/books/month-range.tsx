import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useText } from '../../i18n/i18n.ts';

interface Props {
  from: string | undefined;
  to: string | undefined;
  onChange: (range: { from: string | undefined; to: string | undefined }) => void;
}

const FORM = 'YYYY-MM';

/** Months from and to, both included; either may be left open. */
export function MonthRange({ from, to, onChange }: Props) {
  const { t } = useText();
  const value = (month: string | undefined) => (month === undefined ? null : dayjs(month));
  return (
    <DatePicker.RangePicker
      picker="month"
      style={{ width: 220 }}
      format={FORM}
      allowEmpty={[true, true]}
      aria-label={t('books.months')}
      placeholder={[t('books.fromMonth'), t('books.toMonth')]}
      value={[value(from), value(to)]}
      onChange={(range) =>
        onChange({ from: range?.[0]?.format(FORM), to: range?.[1]?.format(FORM) })
      }
    />
  );
}
