import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { outcomeKeys } from '@xinhang/shared/deal-figures.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { plainMoney, useDealWords } from './deal-words.ts';
import type { DealListSearch } from './list-search.ts';
import { monthSpan } from './outcome-search.ts';

type By = (typeof outcomeKeys)[number];
type Row = EndpointOutput<typeof api.deals.outcomes>['rows'][number];
type State = 'won' | 'lost';

interface Props {
  by: By;
  rows: readonly Row[];
  /** Days on which they ended. */
  span: { from: string; to: string };
  people: Pick<DealListSearch, 'ownerId' | 'deptId'>;
}

/** The later of the first days, the earlier of the last. */
function within(span: Props['span'], month: Props['span']) {
  return {
    closedFrom: span.from > month.from ? span.from : month.from,
    closedTo: span.to < month.to ? span.to : month.to,
  };
}

/** The list behind a row. */
function listOf(row: Row, { by, span, people }: Omit<Props, 'rows'>): DealListSearch {
  const days = { closedFrom: span.from, closedTo: span.to };
  const of: Record<By, DealListSearch> = {
    owner: { ...days, ownerId: [Number(row.key)] },
    source: { ...days, source: [row.key] },
    grade: { ...days, grade: [row.key] },
    reason: { ...days, reason: [row.key] },
    month: by === 'month' ? within(span, monthSpan(row.key)) : {},
  };
  return { view: 'all', ...people, ...of[by] };
}

/** Won and lost of each, with the rate as a bar beside its number. */
export function OutcomeTable({ rows, ...of }: Props) {
  const { t } = useText();
  const words = useDealWords();
  const { by } = of;
  if (rows.length === 0) return <p className="soft">{t('outcome.none')}</p>;
  const most = Math.max(1, ...rows.map((row) => row.wonFen));
  const name = (row: Row) => {
    if (row.name === '') return t(by === 'grade' ? 'outcome.noGrade' : 'outcome.unnamed');
    return by === 'source' ? words.source(row.name) : row.name;
  };
  const cell = (row: Row, state: State) =>
    row[state] === 0 ? (
      0
    ) : (
      <Link
        to="/deals"
        search={{ ...listOf(row, of), state: [state] }}
        aria-label={`${name(row)} ${words.stateName(state)} ${row[state]}`}
      >
        {row[state].toLocaleString('en-US')}
      </Link>
    );
  return (
    <table className="plain-table outcome-table">
      <thead>
        <tr>
          <th>{t(`outcome.by.${by}`)}</th>
          <th className="number">{words.stateName('won')}</th>
          <th className="number">{words.stateName('lost')}</th>
          <th className="outcome-wide">{t('outcome.rate')}</th>
          <th className="number">{t('outcome.wonAmount')}</th>
          <th className="outcome-wide only-wide" aria-hidden />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td>
              <Link to="/deals" search={{ ...listOf(row, of), state: ['won', 'lost'] }}>
                {name(row)}
              </Link>
            </td>
            <td className="number">{cell(row, 'won')}</td>
            <td className="number">{cell(row, 'lost')}</td>
            <td>
              {row.rateBp !== null && <Bar part={row.rateBp / 10_000} label={rate(row.rateBp)} />}
            </td>
            <td className="number">{plainMoney(row.wonFen)}</td>
            <td className="only-wide" aria-hidden>
              <Bar part={row.wonFen / most} />
            </td>
          </tr>
        ))}
        <Total rows={rows} />
      </tbody>
    </table>
  );
}

const rate = (basisPoints: number) => `${(basisPoints / 100).toFixed(1)}%`;

function Total({ rows }: { rows: readonly Row[] }) {
  const { t } = useText();
  if (rows.length < 2) return null;
  const sum = (key: 'won' | 'lost' | 'wonFen') => rows.reduce((total, row) => total + row[key], 0);
  const [won, lost] = [sum('won'), sum('lost')];
  return (
    <tr className="plain-total">
      <td>{t('deal.total')}</td>
      <td className="number">{won.toLocaleString('en-US')}</td>
      <td className="number">{lost.toLocaleString('en-US')}</td>
      <td>
        {won + lost > 0 && (
          <span className="bar-line">
            <span className="bar-label">{rate((won / (won + lost)) * 10_000)}</span>
          </span>
        )}
      </td>
      <td className="number">{plainMoney(sum('wonFen'))}</td>
      <td className="only-wide" />
    </tr>
  );
}

/** A part of a whole as a bar; its number stands beside it. */
export function Bar({ part, label }: { part: number; label?: string }) {
  return (
    <span className="bar-line">
      {label !== undefined && <span className="bar-label">{label}</span>}
      <span className="bar-ground">
        <span className="bar" style={{ width: `${Math.round(part * 1000) / 10}%` }} />
      </span>
    </span>
  );
}
