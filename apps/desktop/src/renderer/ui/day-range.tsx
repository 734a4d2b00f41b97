import { useText } from '../i18n/i18n.ts';
import { DateField } from './date-field.tsx';
import { useDates } from './dates.ts';

interface Props {
  from: string | undefined;
  to: string | undefined;
  /** What they are called; the first and the last day of a list of documents unless said. */
  labels?: { from: string; to: string };
  /** Pixels of each. */
  width: number;
  onChange: (part: { from?: string | undefined; to?: string | undefined }) => void;
}

/** The first and the last day that a list shows, each of which may be open. */
export function DayRange({ from, to, labels, width, onChange }: Props) {
  const { t } = useText();
  const { today } = useDates();
  return (
    <>
      <DateField
        label={labels?.from ?? t('order.from')}
        today={today}
        style={{ width }}
        value={from ?? null}
        onChange={(day) => onChange({ from: day ?? undefined })}
      />
      <DateField
        label={labels?.to ?? t('order.to')}
        today={today}
        style={{ width }}
        value={to ?? null}
        onChange={(day) => onChange({ to: day ?? undefined })}
      />
    </>
  );
}
