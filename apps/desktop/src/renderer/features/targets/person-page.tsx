import { api } from '@xinhang/shared/contract/api.ts';
import { achievementSpans } from '@xinhang/shared/performance.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { PeriodBar } from '../../form/period-bar.tsx';
import { PersonCustomers } from './person-customers.tsx';
import { PersonFigures } from './person-figures.tsx';
import { PersonPipeline } from './person-pipeline.tsx';
import { PersonRecords } from './person-records.tsx';
import { PersonTraining } from './person-training.tsx';
import type { ScorecardSearch } from './team-search.ts';

/** One colleague on one page (S03); each number opens what it counts. */
export function PersonPage({ id, search }: { id: number; search: ScorecardSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const span = search.span ?? 'month';
  const on = search.on ?? today;
  const show = (part: ScorecardSearch) =>
    void navigate({ to: '/team/$id', params: { id: String(id) }, search: { ...search, ...part } });
  const found = useEndpoint(api.team.get, { params: { id }, query: { span, on } }, { keep: true });
  return (
    <div className="page page-scroll">
      <Loaded found={found}>
        {(data) => (
          <>
            <div className="page-bar person-head">
              <h1>{data.person.name}</h1>
              <span className="soft">
                {[
                  data.person.post,
                  data.person.dept.name,
                  data.person.hiredOn && t('person.since', { date: data.person.hiredOn }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <span className="spring" />
              <Link to="/achievement" search={{ nodeKind: 'user', nodeId: id, span, on }}>
                {t('person.results')}
              </Link>
            </div>
            <div className="page-bar">
              <PeriodBar spans={achievementSpans} span={span} on={on} onChange={show} />
            </div>
            <div className="person-columns">
              <div>
                <Section title={t('person.figures')}>
                  <PersonFigures id={id} data={data} />
                </Section>
                {data.pipeline && (
                  <Section title={t('person.pipeline')}>
                    <PersonPipeline id={id} pipeline={data.pipeline} />
                  </Section>
                )}
              </div>
              <div>
                {data.customers && (
                  <Section title={t('person.customers')}>
                    <PersonCustomers id={id} customers={data.customers} />
                  </Section>
                )}
                {data.training && (
                  <Section title={t('person.training')}>
                    <PersonTraining
                      training={data.training}
                      person={data.person}
                      period={{ from: data.from, to: data.to }}
                    />
                  </Section>
                )}
                {data.records && (
                  <Section title={t('person.records')}>
                    <PersonRecords records={data.records} />
                  </Section>
                )}
              </div>
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}
