import type { WholeHome } from '@xinhang/shared/dept-homes.ts';
import { menuPages, type MenuPlace } from '@xinhang/shared/menu-places.ts';
import { readyViewKeys, readyViews, weeklyColumns } from '@xinhang/shared/model-homes.ts';
import { performanceMetrics, type PerformanceMetric } from '@xinhang/shared/performance.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { areas, placeWords } from '../../shell/areas.ts';
import { ArrangeList } from './arrange-list.tsx';

interface Editor<V> {
  value: V;
  onChange: (value: V) => void;
}

const turned = <T,>(list: readonly T[], one: T, on: boolean): T[] =>
  on ? [...list, one] : list.filter((other) => other !== one);

export function DeskEditor({ value, onChange }: Editor<WholeHome['desk']>) {
  const { t } = useText();
  return (
    <ArrangeList
      label={t('home.desk')}
      keys={value.order}
      nameOf={(kind) => t(`desk.${kind}`)}
      inFront={(kind) => !value.away.includes(kind)}
      onMove={(order) => onChange({ ...value, order })}
      onTurn={(kind, on) => onChange({ ...value, away: turned(value.away, kind, !on) })}
    />
  );
}

const pagesOf = (key: string) => areas.find((area) => area.key === key)?.pages ?? [];
const ranked = (order: readonly MenuPlace[], keys: readonly string[]) =>
  order.filter((one) => keys.includes(one));

export function MenuEditor({ value, onChange }: Editor<WholeHome['menu']>) {
  const { t } = useText();
  const [area, setArea] = useState<MenuPlace>('customers');
  const nameOf = (key: string) => t(placeWords.get(key)!);
  // The places that these keys take among all others go on being theirs, in the new order.
  const moved = (keys: readonly MenuPlace[]) => {
    const rest = [...keys];
    onChange({
      ...value,
      order: value.order.map((one) => (keys.includes(one) ? rest.shift()! : one)),
    });
  };
  const areaKeys = ranked(
    value.order,
    areas.map(({ key }) => key),
  );
  const pageKeys = ranked(
    value.order,
    pagesOf(area).map(({ path }) => path),
  );
  return (
    <div className="arrange-pair">
      <ArrangeList
        label={t('home.areas')}
        keys={areaKeys}
        nameOf={nameOf}
        chosen={area}
        onChoose={(key) => pagesOf(key).length > 0 && setArea(key)}
        onMove={moved}
      />
      <ArrangeList
        label={nameOf(area)}
        keys={pageKeys}
        nameOf={nameOf}
        inFront={(key) => !value.more.includes(key)}
        onMove={moved}
        onTurn={(key, on) => {
          const more = turned(value.more, key as string, !on);
          onChange({ ...value, more: menuPages.filter((one) => more.includes(one)) });
        }}
      />
    </div>
  );
}

export function ViewsEditor({ value, onChange }: Editor<WholeHome['views']>) {
  const { t } = useText();
  const pageOf = { customers: t('menu.customerList'), deals: t('menu.dealList') };
  return (
    <Chosen
      label={t('home.views')}
      all={readyViewKeys}
      value={value}
      nameOf={(key) => `${pageOf[readyViews[key].page]} · ${t(`readyView.${key}`)}`}
      onChange={onChange}
    />
  );
}

export function WeeklyEditor({ value, onChange }: Editor<WholeHome['weekly']>) {
  const { t } = useText();
  return (
    <Chosen
      label={t('home.weekly')}
      all={weeklyColumns}
      value={value}
      nameOf={(key) => t(`weekly.${key}`)}
      onChange={(next) => next.length > 0 && onChange(next)}
    />
  );
}

interface ChosenProps<T extends string> extends Editor<T[]> {
  label: string;
  all: readonly T[];
  nameOf: (key: T) => string;
}

/** Those that are chosen, in their order; beneath them all others. */
function Chosen<T extends string>({ label, all, value, nameOf, onChange }: ChosenProps<T>) {
  const chosen = (key: T) => value.includes(key);
  return (
    <ArrangeList
      label={label}
      keys={[...value, ...all.filter((one) => !chosen(one))]}
      nameOf={nameOf}
      inFront={chosen}
      fixedBehind
      onMove={(keys) => onChange(keys.filter(chosen))}
      onTurn={(key, on) => onChange(turned(value, key, on))}
    />
  );
}

export function MeasuresEditor({ value, onChange }: Editor<WholeHome['measures']>) {
  const { t } = useText();
  const options = performanceMetrics.map((one) => ({ value: one, label: t(`metric.${one}`) }));
  const field = (key: keyof WholeHome['measures'], label: string) => (
    <label className="home-measure">
      <span>{label}</span>
      <Select<PerformanceMetric>
        aria-label={label}
        value={value[key]}
        options={options}
        onChange={(metric) => onChange({ ...value, [key]: metric })}
      />
    </label>
  );
  return (
    <div className="stack">
      {field('achievement', t('menu.achievement'))}
      {field('ranking', t('menu.ranking'))}
    </div>
  );
}
