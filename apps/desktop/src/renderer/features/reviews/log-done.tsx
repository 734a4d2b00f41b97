import type { LogDone } from '@xinhang/shared/work-logs.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';

interface Props {
  done: LogDone;
  authorId: number;
  from: string;
  to: string;
}

const SHOWN = 12;

/** What was done in the period, counted from the records; each number opens what is behind it. */
export function LogDoneView({ done, authorId, from, to }: Props) {
  const { t } = useText();
  const dates = useDates();
  const talks = { authorId: [authorId], from, to };
  const figures = [
    ['calls', { ...talks, type: ['call'] as const }],
    ['visits', { ...talks, type: ['visit'] as const }],
    ['others', { ...talks, type: ['wechat', 'email', 'meeting', 'other'] as const }],
    ['newCustomers', null],
    ['dealsMoved', null],
    ['tasksDone', null],
  ] as const;
  return (
    <Section title={t('workLog.done')}>
      <div className="log-figures">
        {figures.map(([key, search]) => (
          <div key={key}>
            <div className="log-figure">
              {key === 'newCustomers' && done[key] > 0 ? (
                <Link
                  to="/customers"
                  search={{ registeredById: [authorId], createdFrom: from, createdTo: to }}
                  aria-label={`${t('workLog.done.newCustomers')} ${done[key]}`}
                >
                  {done[key]}
                </Link>
              ) : search && done[key] > 0 ? (
                <Link
                  to="/follow-ups"
                  search={{ ...search, type: [...search.type] }}
                  aria-label={`${t(`workLog.done.${key}`)} ${done[key]}`}
                >
                  {done[key]}
                </Link>
              ) : (
                <span className={done[key] === 0 ? 'soft' : ''}>{done[key]}</span>
              )}
            </div>
            <div className="soft">{t(`workLog.done.${key}`)}</div>
          </div>
        ))}
      </div>
      <Lines
        title={t('workLog.done.talks')}
        count={done.calls + done.visits + done.others}
        rows={done.talks.map((talk) => (
          <div className="log-line" key={talk.id}>
            <span className="soft">{dates.time(talk.at)}</span>
            <span>{t(wordKey('followType', talk.type, 'followType.other'))}</span>
            <Link to="/reviews/$id" params={{ id: String(talk.id) }}>
              {talk.customer.name}
            </Link>
            <span className="soft log-line-text" title={talk.content}>
              {talk.content}
            </span>
          </div>
        ))}
      />
      <Lines
        title={t('workLog.done.newCustomers')}
        count={done.newCustomers}
        rows={done.customers.map(({ id, name }) => (
          <div className="log-line" key={id}>
            <Link to="/customers/$id" params={{ id: String(id) }}>
              {name}
            </Link>
          </div>
        ))}
      />
      <Lines
        title={t('workLog.done.dealsMoved')}
        count={done.dealsMoved}
        rows={done.deals.map((deal) => (
          <div className="log-line" key={`${deal.id}-${deal.at}-${deal.stage}`}>
            <Link to="/deals/$id" params={{ id: String(deal.id) }}>
              {deal.name}
            </Link>
            <span className={deal.back || deal.what === 'lost' ? 'danger' : 'soft'}>
              {t(wordKey('workLog.move', deal.back ? 'back' : deal.what, 'workLog.move.stage'), {
                stage: deal.stage,
              })}
            </span>
          </div>
        ))}
      />
      <Lines
        title={t('workLog.done.tasksDone')}
        count={done.tasksDone}
        rows={done.tasks.map(({ id, text, note }) => (
          <div className="log-line" key={id}>
            <span>{text}</span>
            <span className="soft">{note}</span>
          </div>
        ))}
      />
    </Section>
  );
}

function Lines({
  title,
  rows,
  count,
}: {
  title: string;
  rows: readonly ReactNode[];
  /** How many there are; of very many not all are answered. */
  count: number;
}) {
  const { t } = useText();
  if (rows.length === 0) return null;
  return (
    <div className="log-lines">
      <h3>{title}</h3>
      {rows.slice(0, SHOWN)}
      {count > SHOWN && <div className="soft">{t('workLog.andMore', { n: count - SHOWN })}</div>}
    </div>
  );
}
