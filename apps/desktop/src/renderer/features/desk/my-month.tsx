import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

const plain = (value: number) => formatFen(fen(value)).replace(/\.00$/, '');
/** So many names of the ranking, and oneself. */
const BEST = 5;

/** My month against its target, and the ranking. */
export function MyMonth() {
  const sees = useMay('performance.read');
  const ranks = useMay('ranking.read');
  return (
    <>
      {sees && <Month />}
      {ranks && <Ranking />}
    </>
  );
}

function Month() {
  const { t } = useText();
  const { user } = useMe();
  const found = useEndpoint(api.achievement.get, {
    query: { metric: 'won', span: 'month', nodeKind: 'user', nodeId: user.id },
  });
  const { total, workdays } = found.data ?? {};
  // Whoever has neither a target nor a result sells nothing: nothing to say.
  if (!total || !workdays || (total.target === null && total.actual === 0)) return null;
  const part = total.target ? total.actual / total.target : null;
  return (
    <section className="desk-block" aria-label={t('desk.myMonth')}>
      <div className="desk-head">
        <h2>{t('desk.myMonth')}</h2>
        <span className="spring" />
        <Link to="/team/$id" params={{ id: String(user.id) }}>
          {t('desk.all')}
        </Link>
      </div>
      <div className="line">
        <b className="figure-small">{plain(total.actual)}</b>
        {total.target !== null && (
          <span className="soft">{t('desk.ofTarget', { target: plain(total.target) })}</span>
        )}
        <span className="spring" />
        {part !== null && <b>{(part * 100).toFixed(1)}%</b>}
      </div>
      {part !== null && (
        <>
          <span className="reach my-reach" aria-hidden>
            <span
              className={part >= 1 ? 'reach-bar reach-done' : 'reach-bar'}
              style={{ width: `${Math.min(1, Math.max(0, part)) * 100}%` }}
            />
            <span
              className="reach-time"
              style={{ insetInlineStart: `${(workdays.gone / Math.max(1, workdays.all)) * 100}%` }}
            />
          </span>
          <span className="soft">
            {t('achievement.timeGone', {
              gone: workdays.gone,
              all: workdays.all,
              percent: ((workdays.gone / Math.max(1, workdays.all)) * 100).toFixed(0),
            })}
          </span>
        </>
      )}
    </section>
  );
}

function Ranking() {
  const { t } = useText();
  const found = useEndpoint(api.ranking.get, { query: { metric: 'won', span: 'month' } });
  if (!found.data || found.data.ranked === 0) return null;
  const { ranked } = found.data;
  const rows = found.data.rows.filter((row, at) => at < BEST || row.mine);
  return (
    <section className="desk-block" aria-label={t('desk.ranking')}>
      <div className="desk-head">
        <h2>{t('desk.ranking')}</h2>
        <span className="soft">{found.data.dept.name}</span>
        <span className="spring" />
        <Link to="/ranking">{t('desk.all')}</Link>
      </div>
      {rows.map((row) => (
        <div key={row.person.id} className={row.mine ? 'line ranking-mine' : 'line'}>
          <span className="ranking-place">{row.rank > ranked ? '–' : row.rank}</span>
          <span>{row.person.name}</span>
          <span className="soft">{row.dept}</span>
          <span className="spring" />
          {row.value !== null && <span>{plain(row.value)}</span>}
        </div>
      ))}
    </section>
  );
}
