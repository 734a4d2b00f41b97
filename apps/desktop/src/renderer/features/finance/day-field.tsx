import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';

/** A date as a field of a form. */
export function DayField(props: {
  label: string;
  value?: string | null;
  onChange?: (date: string | null) => void;
}) {
  const { today } = useDates();
  return (
    <DateField
      style={{ width: '100%' }}
      label={props.label}
      today={today}
      value={props.value ?? null}
      onChange={(date) => props.onChange?.(date)}
    />
  );
}
