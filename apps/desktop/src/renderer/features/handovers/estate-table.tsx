import { estateSorts, type UserEstate } from '@xinhang/shared/handovers.ts';
import { useText } from '../../i18n/i18n.ts';
import { useHandoverWords, whole } from './handover-words.ts';

/** What a person has, how much of it, and what becomes of it; what there is none of is left out. */
export function EstateTable({ counts }: Pick<UserEstate, 'counts'>) {
  const { t } = useText();
  const words = useHandoverWords();
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>{t('handover.sort')}</th>
          <th className="number">{t('handover.count')}</th>
          <th>{t('handover.fate')}</th>
        </tr>
      </thead>
      <tbody>
        {estateSorts
          .flatMap((sort) => counts.filter((one) => one.sort === sort && one.count > 0))
          .map(({ sort, count, fate }) => (
            <tr key={sort}>
              <td>{words.sort(sort)}</td>
              <td className="number">{whole(count)}</td>
              <td className="soft">{t(`handover.fate.${fate}`)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
