import type { ExamRow } from '@xinhang/shared/exams.ts';
import { useText } from '../../i18n/i18n.ts';

/** A share of 1/100 % as it is read: 87.5%. */
export const percent = (bp: number | null) => (bp === null ? '–' : `${(bp / 100).toFixed(1)}%`);

/** What is to be known before one begins: time, tries, pass mark, dates. */
export function useExamFacts() {
  const { t } = useText();
  return (exam: ExamRow): string[] => [
    t('exam.nQuestions', { n: exam.questions }),
    exam.minutes === null ? t('exam.noLimit') : t('exam.nMinutes', { n: exam.minutes }),
    t('exam.passAt', { n: exam.passPercent }),
    exam.tries === null ? t('exam.anyTries') : t('exam.nTries', { n: exam.tries }),
    ...(exam.openFrom || exam.openUntil
      ? [t('exam.openBetween', { from: exam.openFrom ?? '…', to: exam.openUntil ?? '…' })]
      : []),
  ];
}
