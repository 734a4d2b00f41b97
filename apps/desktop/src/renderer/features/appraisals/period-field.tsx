import {
  appraisalPeriodBefore,
  appraisalPeriodOf,
  appraisalSpans,
  type AppraisalSpan,
} from '@xinhang/shared/appraisal-rules.ts';
import { Select } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';

/** Periods of each length that are offered, the running one first. */
const OFFERED: Record<AppraisalSpan, number> = { month: 13, quarter: 5, half: 3, year: 3 };

function periodsBack(span: AppraisalSpan, today: string): string[] {
  const keys: string[] = [];
  let period = appraisalPeriodOf(span, today);
  for (let n = 0; n < OFFERED[span]; n += 1) {
    keys.push(period.key);
    period = appraisalPeriodBefore(span, period);
  }
  return keys;
}

interface Props {
  value?: string | undefined;
  onChange?: (period: string | undefined) => void;
  /** Of this length alone. */
  span?: AppraisalSpan | undefined;
  /** These instead of the last ones. */
  periods?: readonly string[];
  id?: string;
  required?: boolean;
}

/** A month, quarter, half-year or year. */
export function PeriodField({ value, onChange, span, periods, id, required = false }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const spans = span ? [span] : appraisalSpans;
  const groups = periods
    ? periods.map((key) => ({ value: key, label: key }))
    : spans.map((one) => ({
        label: t(`appraisal.span.${one}`),
        options: periodsBack(one, today).map((key) => ({ value: key, label: key })),
      }));
  return (
    <Select<string>
      {...(id && { id })}
      allowClear={!required}
      showSearch
      aria-label={t('appraisal.period')}
      placeholder={t('appraisal.period')}
      style={{ width: 130 }}
      {...(value !== undefined && { value })}
      options={groups}
      onChange={(key?: string) => onChange?.(key)}
    />
  );
}
