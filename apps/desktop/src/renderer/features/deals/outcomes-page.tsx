import { api } from '@xinhang/shared/contract/api.ts';
import { outcomeKeys } from '@xinhang/shared/deal-figures.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { reachesOthers, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { PipelineChoice } from './board-bar.tsx';
import { Between, DeptFilter, OwnerFilter } from './filter-parts.tsx';
import { tidy } from './list-search.ts';
import { lastYear, type OutcomeSearch } from './outcome-search.ts';
import { OutcomeTable } from './outcome-table.tsx';
import { StageTimeTable } from './stage-time-table.tsx';
import { usePipelines } from './use-pipelines.ts';

/** How often one wins, and where deals stand too long (S28, S29); each row opens what it counts. */
export function OutcomesPage({ search }: { search: OutcomeSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { today } = useDates();
  const leads = reachesOthers(useMe(), 'deals.read');
  const { first } = usePipelines();
  const by = search.by ?? 'owner';
  const usual = lastYear(today);
  const span = { from: search.from ?? usual.from, to: search.to ?? usual.to };
  const people = tidy({ ownerId: search.ownerId, deptId: search.deptId });
  const pipelineId = search.pipelineId ?? first;
  const outcomes = useEndpoint(
    api.deals.outcomes,
    { query: { by, ...span, ...people } },
    { keep: true },
  );
  const change = (part: Partial<OutcomeSearch>) =>
    void navigate({ to: '/deals/outcomes', search: tidy({ ...search, ...part }) });
  const narrowed = Object.keys(search).some((key) => key !== 'by' && key !== 'pipelineId');
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <Between
          label={t('deal.closedOn')}
          from={span.from}
          to={span.to}
          onChange={(from, to) => change({ from, to })}
        />
        {leads && (
          <>
            <div style={{ width: 180 }}>
              <OwnerFilter value={search.ownerId} onChange={(ownerId) => change({ ownerId })} />
            </div>
            <div style={{ width: 180 }}>
              <DeptFilter value={search.deptId} onChange={(deptId) => change({ deptId })} />
            </div>
          </>
        )}
        {narrowed && (
          <Button
            type="link"
            onClick={() =>
              change({ from: undefined, to: undefined, ownerId: undefined, deptId: undefined })
            }
          >
            {t('common.clear')}
          </Button>
        )}
      </div>
      <div className="outcomes">
        <Section
          title={t('outcome.title')}
          extra={
            <Segmented
              aria-label={t('outcome.by')}
              value={by}
              options={outcomeKeys.map((value) => ({ value, label: t(`outcome.by.${value}`) }))}
              onChange={(value) => change({ by: value })}
            />
          }
        >
          <Loaded found={outcomes}>
            {({ rows }) => <OutcomeTable by={by} rows={rows} span={span} people={people} />}
          </Loaded>
        </Section>
        <Section
          title={t('outcome.stages')}
          extra={
            <PipelineChoice
              value={pipelineId}
              onChange={(chosen) => change({ pipelineId: chosen })}
            />
          }
        >
          {pipelineId === undefined ? (
            <span className="soft">{t('deal.noPipeline')}</span>
          ) : (
            <StageTimes pipelineId={pipelineId} people={people} />
          )}
        </Section>
      </div>
    </div>
  );
}

interface TimesProps {
  pipelineId: number;
  people: { ownerId?: number[] | undefined; deptId?: number[] | undefined };
}

function StageTimes({ pipelineId, people }: TimesProps) {
  const found = useEndpoint(
    api.deals.stageTimes,
    { query: { pipelineId, ...people } },
    { keep: true },
  );
  return (
    <Loaded found={found}>{({ rows }) => <StageTimeTable rows={rows} people={people} />}</Loaded>
  );
}
