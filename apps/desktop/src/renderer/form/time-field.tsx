import { TimePicker } from 'antd';
import dayjs from 'dayjs';

interface Props {
  id?: string;
  /** `HH:MM`, or nothing. */
  value?: string | null;
  onChange?: (value: string | null) => void;
}

const FORM = 'HH:mm';

/** A time of day, in steps of five minutes. */
export function TimeField({ id, value, onChange }: Props) {
  return (
    <TimePicker
      {...(id !== undefined && { id })}
      style={{ width: '100%' }}
      format={FORM}
      minuteStep={5}
      needConfirm={false}
      value={value ? dayjs(value, FORM) : null}
      onChange={(chosen) => onChange?.(chosen ? chosen.format(FORM) : null)}
    />
  );
}
