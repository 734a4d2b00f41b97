import type { ReceiverCounts } from '@xinhang/shared/handovers.ts';
import { useText } from '../../i18n/i18n.ts';
import { countOf, sortsAmong, useHandoverWords, whole } from './handover-words.ts';

/** How much of each sort goes to whom, with the sums. */
export function ReceiverTable({ rows }: { rows: readonly ReceiverCounts[] }) {
  const { t } = useText();
  const words = useHandoverWords();
  const sorts = sortsAmong(rows);
  return (
    <div className="handover-scroll">
      <table className="plain-table handover-receivers">
        <thead>
          <tr>
            <th>{t('handover.receiver')}</th>
            {sorts.map((sort) => (
              <th key={sort} className="number">
                {words.sort(sort)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ user, counts }) => (
            <tr key={user.id}>
              <td>{user.name}</td>
              {sorts.map((sort) => (
                <td key={sort} className="number">
                  {whole(countOf(counts, sort))}
                </td>
              ))}
            </tr>
          ))}
          {rows.length > 1 && (
            <tr className="plain-total">
              <td>{t('handover.total')}</td>
              {sorts.map((sort) => (
                <td key={sort} className="number">
                  {whole(rows.reduce((sum, { counts }) => sum + countOf(counts, sort), 0))}
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
