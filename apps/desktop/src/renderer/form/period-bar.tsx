import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { periodAt, periodOf, type PeriodSpan } from '@xinhang/shared/periods.ts';
import { Button, Segmented } from 'antd';
import { useText } from '../i18n/i18n.ts';
import { useDates } from '../ui/dates.ts';

interface Props<Span extends PeriodSpan> {
  spans: readonly Span[];
  span: Span;
  /** A business date inside the period. */
  on: string;
  onChange: (part: { span?: Span; on?: string }) => void;
}

/** Which period is shown: its length, the one before and the one after. */
export function PeriodBar<Span extends PeriodSpan>({ spans, span, on, onChange }: Props<Span>) {
  const { t } = useText();
  const { today } = useDates();
  const name = usePeriodName();
  const { to } = periodOf(span, on);
  return (
    <>
      {spans.length > 1 && (
        <Segmented<Span>
          aria-label={t('achievement.span')}
          value={span}
          options={spans.map((value) => ({ value, label: t(`span.${value}`) }))}
          onChange={(value) => onChange({ span: value })}
        />
      )}
      <Button
        type="text"
        icon={<LeftOutlined />}
        aria-label={t('achievement.before')}
        onClick={() => onChange({ on: periodAt(span, on, -1) })}
      />
      <span className="period-name">{name(span, on)}</span>
      <Button
        type="text"
        icon={<RightOutlined />}
        aria-label={t('achievement.after')}
        disabled={to >= today}
        onClick={() => onChange({ on: periodAt(span, on, 1) })}
      />
    </>
  );
}

/** `2026 年 11 月`, `2026 年第 4 季度`; weeks and days by their dates. */
export function usePeriodName(): (span: PeriodSpan, on: string) => string {
  const { t } = useText();
  return (span, on) => {
    const { from, to } = periodOf(span, on);
    const [year = '', month = ''] = from.split('-');
    if (span === 'day') return from;
    if (span === 'week') return `${from} – ${to.slice(5)}`;
    if (span === 'year') return t('period.year', { year });
    if (span === 'month') return t('period.month', { year, n: Number(month) });
    return t('period.quarter', { year, n: Math.ceil(Number(month) / 3) });
  };
}
