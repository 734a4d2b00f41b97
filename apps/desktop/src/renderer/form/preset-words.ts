import type { PresetItem } from '@xinhang/shared/presets.ts';
import type { GradeOrNone } from '@xinhang/shared/pools.ts';
import { modelPages, unitedHome } from '@xinhang/shared/model-homes.ts';
import { shownStage } from '@xinhang/shared/ready-pipelines.ts';
import { modelsWith, type SalesModel } from '@xinhang/shared/sales-models.ts';
import { comma, useText, wordKey, type TextKey } from '../i18n/i18n.ts';
import { useCauseWords } from '../ui/drop-words.ts';

const pageWords: Record<(typeof modelPages)[number], TextKey> = {
  '/pool': 'menu.pool',
  '/pool-forecast': 'menu.poolForecast',
  '/filings': 'menu.filings',
  '/ramp-up': 'menu.rampUp',
  '/care': 'menu.care',
  '/campaigns': 'menu.campaigns',
  '/competitors': 'menu.competitors',
};

const GRADES = 5;

/** What a preset makes, and what its people see by it, in words. */
export function usePresetWords() {
  const { t, language } = useText();
  const causes = useCauseWords();
  const gradesOf = (grades: readonly GradeOrNone[]) =>
    grades.length === GRADES
      ? t('pool.allGrades')
      : grades.map((one) => (one === 'none' ? t('pool.grade.none') : one)).join(comma());

  const alertWords = ({
    kind,
    grades,
    days,
    times,
    workdays,
  }: NonNullable<PresetItem['alert']>) => {
    const span = `${days} ${t(workdays && kind !== 'dealSlipped' ? 'alert.rule.workdays' : 'alert.rule.days')}`;
    const when =
      kind === 'dealBack'
        ? t('alert.rule.atOnce')
        : times === null
          ? span
          : t('alert.rule.daysOrTimes', { days: span, times });
    return [grades.length > 0 && gradesOf(grades), when].filter(Boolean).join(' · ');
  };

  const careWords = (care: NonNullable<PresetItem['care']>) =>
    [
      t(`care.kind.${care.kind}`),
      care.everyDays === null
        ? t(`care.trigger.${care.trigger}`)
        : t('preset.everyDays', { days: care.everyDays }),
      care.valueGrades.length > 0 && `${t('care.valueGrades')} ${care.valueGrades.join(comma())}`,
    ]
      .filter(Boolean)
      .join(' · ');

  /** What it is, and what it says. */
  const itemWords = (item: PresetItem): readonly [title: string, text: string] => {
    switch (item.kind) {
      case 'pipeline':
        return [
          t('preset.pipeline', { name: shownStage(item.name, language) }),
          item.stages.map((stage) => shownStage(stage, language)).join(' → '),
        ];
      case 'alertRule':
        return [
          t(wordKey('alert.kind', item.alert?.kind ?? '', 'alert.kind')),
          item.alert ? alertWords(item.alert) : '',
        ];
      case 'pool':
        return [
          t(item.state === 'kept' ? 'preset.poolThere' : 'preset.pool', { name: item.name }),
          item.poolRules
            .map(({ cause, grades, days, warnDays }) =>
              t('pool.said', {
                grades: gradesOf(grades),
                why: causes.why({ cause, days, workdays: false }),
                warn: causes.span(warnDays, false),
              }),
            )
            .join('\n'),
        ];
      case 'carePlan':
        return [t('preset.carePlan', { name: item.name }), item.care ? careWords(item.care) : ''];
      case 'setting':
        return [
          t(wordKey('setting', item.name, 'preset.setting')),
          typeof item.value === 'string'
            ? t(wordKey(`setting.${item.name}`, item.value, 'preset.setting'))
            : `${item.value ?? ''} ${t('alert.rule.days')}`,
        ];
    }
  };

  /** How the screens of its people are laid out. */
  const homeFacts = (model: SalesModel, development: boolean): [string, string][] => {
    const home = unitedHome(modelsWith(model, development));
    const more = modelPages.filter((path) => !home.pages.includes(path));
    return [
      [t('preset.desk'), home.desk.map((kind) => t(`desk.${kind}`)).join(comma())],
      [t('preset.views'), home.views.map(({ key }) => t(`readyView.${key}`)).join(comma())],
      [t('preset.metrics'), home.metrics.map((one) => t(`metric.${one}`)).join(comma())],
      [t('preset.weekly'), home.weekly.map((one) => t(`weekly.${one}`)).join(comma())],
      [t('preset.more'), more.map((path) => t(pageWords[path])).join(comma())],
    ];
  };
  return { itemWords, homeFacts };
}
