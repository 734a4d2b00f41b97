import { homePartSchemas, type HomePart } from '@xinhang/shared/dept-homes.ts';
import { comma, useText, type TextKey } from '../../i18n/i18n.ts';
import { placeWords } from '../../shell/areas.ts';

/** Fields of the audit that hold a part of the home of a department. */
export const homeFields: Readonly<Record<string, { part: HomePart; label: TextKey }>> = {
  homeDesk: { part: 'desk', label: 'home.desk' },
  homeMenu: { part: 'menu', label: 'home.menu' },
  homeViews: { part: 'views', label: 'home.views' },
  homeWeekly: { part: 'weekly', label: 'home.weekly' },
  homeMeasures: { part: 'measures', label: 'home.measures' },
};

/** What a department said of a part of its home, in words; nothing where it said nothing. */
export function useHomeValue(): (field: string, value: unknown) => string {
  const { t } = useText();
  const list = (names: readonly string[]) => names.join(comma());
  const withAway = (order: readonly string[], away: readonly string[]) => {
    const shown = list(order);
    return away.length === 0 ? shown : `${shown} · ${t('home.away', { names: list(away) })}`;
  };
  return (field, value) => {
    switch (homeFields[field]?.part) {
      case 'desk': {
        const { order, away } = homePartSchemas.desk.parse(value);
        const name = (kind: (typeof order)[number]) => t(`desk.${kind}`);
        return withAway(order.filter((kind) => !away.includes(kind)).map(name), away.map(name));
      }
      case 'menu': {
        const { order, more } = homePartSchemas.menu.parse(value);
        const name = (place: string) => t(placeWords.get(place) ?? 'home.menu');
        return withAway(order.filter((place) => !more.includes(place)).map(name), more.map(name));
      }
      case 'views':
        return list(homePartSchemas.views.parse(value).map((key) => t(`readyView.${key}`)));
      case 'weekly':
        return list(homePartSchemas.weekly.parse(value).map((key) => t(`weekly.${key}`)));
      case 'measures': {
        const { achievement, ranking } = homePartSchemas.measures.parse(value);
        return list([t(`metric.${achievement}`), t(`metric.${ranking}`)]);
      }
      case undefined:
        return '';
    }
  };
}
