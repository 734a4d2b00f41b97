import type { FigureFacts, FigureUnit } from '@xinhang/shared/appraisal-schemes.ts';
import type { Sheet } from '@xinhang/shared/appraisals.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { comma, useText, wordKey } from '../../i18n/i18n.ts';

/** Hundredths of a point as points. */
export const points = (value: number | null): string =>
  value === null ? '–' : (value / 100).toFixed(2);

/** How a figure stands on the screen. */
export function shownFigure(value: number, unit: FigureUnit): string {
  if (unit === 'fen') return `¥${formatFen(fen(value)).replace(/\.00$/, '')}`;
  if (unit === 'bp') return `${(value / 100).toFixed(1)}%`;
  if (unit === 'hundredths') return (value / 100).toFixed(2);
  return value.toLocaleString('en-US');
}

type Asked = NonNullable<Sheet['items'][number]['asked']>;

/** Names of figures, and what a rule asks, in words. */
export function useFigureWords() {
  const { t } = useText();
  const asked = (rule: Asked, facts: Pick<FigureFacts, 'unit' | 'better'>): string => {
    const value = (at: number) => shownFigure(at, facts.unit);
    if (rule.rule === 'linear') {
      const between = { floor: value(rule.floor ?? 0), target: value(rule.target ?? 0) };
      return t('appraisal.asked.linear', { ...between, cap: rule.cap ?? 100 });
    }
    return rule.steps
      .map(({ at, score }) => t(`appraisal.asked.step.${facts.better}`, { at: value(at), score }))
      .join(comma());
  };
  return { name: (key: string) => t(wordKey('figure', key, 'figure.other')), asked };
}
