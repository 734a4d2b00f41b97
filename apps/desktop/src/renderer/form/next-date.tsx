import { addDays } from '@xinhang/shared/business-date.ts';
import { Button } from 'antd';
import { useText } from '../i18n/i18n.ts';
import { DateField } from '../ui/date-field.tsx';

/** Days ahead of the one-click next dates. */
const picks = [1, 3, 7, 30] as const;

interface Props {
  disabled: boolean;
  today: string;
  value: string | null;
  onChange: (date: string | null) => void;
}

/** When to talk again: typed (`+3`), picked, or one of four chips. */
export function NextDate({ disabled, today, value, onChange }: Props) {
  const { t } = useText();
  return (
    <span className="next-date">
      <DateField
        disabled={disabled}
        style={{ width: 132 }}
        label={t('followUp.nextOn')}
        today={today}
        from={today}
        value={value}
        onChange={onChange}
      />
      {picks.map((days) => {
        const date = addDays(today, days);
        return (
          <Button
            key={days}
            type="text"
            size="small"
            className="chip"
            // The field takes the same by key: +3.
            tabIndex={-1}
            disabled={disabled}
            aria-pressed={value === date}
            onClick={() => onChange(value === date ? null : date)}
          >
            {t(`followUp.in${days}`)}
          </Button>
        );
      })}
    </span>
  );
}
