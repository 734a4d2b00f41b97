import { api } from '@xinhang/shared/contract/api.ts';
import type { WatchCase } from '@xinhang/shared/watch.ts';
import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { RecordColumns, RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { shownFigure, useFigureWords } from './figure-words.ts';
import { WatchDecision } from './watch-decision.tsx';
import './appraisals.css';

/** Somebody who is proposed or watched: what was found, and what was decided. */
export function WatchPage({ id }: { id: number }) {
  const { t } = useText();
  const found = useEndpoint(api.watch.get, { params: { id } });
  const title = ({ person }: WatchCase) => t('watch.title', { name: person.name });
  return (
    <RecordPage found={found} tab={{ path: `/appraisals/watch/${id}`, title }}>
      {(one) => <Content key={`${id} ${one.version}`} one={one} />}
    </RecordPage>
  );
}

function Content({ one }: { one: WatchCase }) {
  const { t } = useText();
  const dates = useDates();
  const words = useFigureWords();
  const hands = useMay('customers.assign');
  // Less is better of rates of what is late alone; the rule of a score asks for more.
  const better = one.evidence.some(({ value }) => value > one.bound) ? 'less' : 'more';
  const what = one.figure === null ? t('watch.basis.score') : words.name(one.figure);
  const facts = [
    [t('appraisal.dept'), one.dept],
    [t('appraisal.post'), one.post],
    [t('watch.rule'), one.rule],
  ] as const;
  return (
    <>
      <RecordHead
        title={t('watch.title', { name: one.person.name })}
        facts={
          <>
            <Tag>{t(`watch.state.${one.state}`)}</Tag>
            {one.untilOn && (
              <span className={one.due ? 'danger' : 'soft'}>
                {t('watch.untilOn')} {dates.day(one.untilOn)} {one.due && t('watch.due')}
              </span>
            )}
          </>
        }
      />
      <RecordColumns
        main={
          <>
            <Section
              title={t('watch.evidence')}
              extra={
                <span className="soft">
                  {t(`watch.bound.${better}`, { value: shownFigure(one.bound, one.unit) })}
                </span>
              }
            >
              <table className="plain-table appraisal-figures">
                <thead>
                  <tr>
                    <th>{t('watch.period')}</th>
                    <th className="number">{what}</th>
                  </tr>
                </thead>
                <tbody>
                  {one.evidence.map(({ period, value }) => (
                    <tr key={period}>
                      <td>{period}</td>
                      <td className="number">{shownFigure(value, one.unit)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Section>
            {one.mayDecide && <WatchDecision one={one} />}
            {one.state === 'ended' && hands && (
              <Link to="/handovers/new" search={{ user: one.person.id }}>
                {t('probation.handOver')}
              </Link>
            )}
          </>
        }
        side={
          <>
            <Section title={t('appraisal.facts')}>
              <FactList facts={facts} />
            </Section>
            <Section title={t('watch.history')}>
              {one.steps.toReversed().map((step, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- steps are only ever added
                <div key={at} className="entry">
                  <div className="line" style={{ gap: '0 10px' }}>
                    <span>{t(`watch.decision.${step.decision}`)}</span>
                    <span className="soft">{step.by?.name}</span>
                    {step.untilOn && <span>{step.untilOn}</span>}
                    <span className="spring" />
                    <time className="soft">{dates.time(step.at)}</time>
                  </div>
                  {step.reason !== '' && <div className="entry-text">{step.reason}</div>}
                  {step.measures.map((text) => (
                    <div key={text} className="entry-text">
                      · {text}
                    </div>
                  ))}
                </div>
              ))}
              <div className="entry">
                <div className="line" style={{ gap: '0 10px' }}>
                  <span>{t('watch.state.proposed')}</span>
                  <span className="soft">{t('audit.system')}</span>
                  <span className="spring" />
                  <time className="soft">{dates.time(one.madeAt)}</time>
                </div>
              </div>
            </Section>
          </>
        }
      />
    </>
  );
}
