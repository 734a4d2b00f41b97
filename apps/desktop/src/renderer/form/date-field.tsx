import { DatePicker } from 'antd';
import dayjs from 'dayjs';

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (date: string | null) => void;
}

/** A business date in a form: `YYYY-MM-DD` or nothing; 1123 is the 23rd of November. */
export function DateField({ id, value, onChange }: Props) {
  return (
    <DatePicker
      {...(id && { id })}
      style={{ width: '100%' }}
      format={['YYYY-MM-DD', 'YYYYMMDD', 'M-D', 'MMDD']}
      value={value ? dayjs(value) : null}
      onChange={(date) => onChange?.(date?.format('YYYY-MM-DD') ?? null)}
    />
  );
}
