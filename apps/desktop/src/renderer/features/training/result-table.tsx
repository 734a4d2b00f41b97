import { api } from '@xinhang/shared/contract/api.ts';
import type { Enrolment, TrainingResult } from '@xinhang/shared/training-work.ts';
import { App, Button, Drawer, Empty, Table } from 'antd';
import { useState, type ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { ExportChoice } from '../../form/export-choice.tsx';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { EnrolmentTable } from './enrolment-table.tsx';
import { HoursButton } from '../../form/hours-button.tsx';
import { DeptFilter, PeriodFilter } from './result-filters.tsx';
import type { TrainingSearch } from './training-search.ts';

interface Props {
  choice: ReactNode;
  search: TrainingSearch;
  onChange: (search: TrainingSearch) => void;
}

/** How far the own people are, those with overdue courses first. */
export function ResultTable({ choice, search, onChange }: Props) {
  const { t } = useText();
  const query = {
    ...(search.dept && { deptId: search.dept }),
    ...(search.from && { from: search.from }),
    ...(search.to && { to: search.to }),
  };
  const found = useEndpoint(api.trainingWork.listResults, { query }, { keep: true });
  const [shown, setShown] = useState<number | null>(null);
  const [asking, setAsking] = useState(false);
  const [jobId, setJobId] = useState<number | null>(null);
  const refusal = useProblemText();
  const { message } = App.useApp();
  const start = useCommand(api.trainingWork.exportResults, {
    onDone: (answer) => {
      setAsking(false);
      setJobId(answer.jobId);
    },
  });
  const number = (key: 'assigned' | 'finished' | 'overdue') => ({
    title: t(`training.${key}N`),
    align: 'end' as const,
    width: 100,
    sorter: (a: TrainingResult, b: TrainingResult) => a[key] - b[key],
    render: (_v: unknown, row: TrainingResult) => (
      <span className={key === 'overdue' && row.overdue > 0 ? 'danger' : ''}>{row[key]}</span>
    ),
  });
  return (
    <div className="page page-scroll">
      <div className="page-bar">{choice}</div>
      <div className="page-bar">
        <DeptFilter search={search} onChange={onChange} />
        <PeriodFilter label={t('training.period')} search={search} onChange={onChange} />
        <span className="spring" />
        <Button disabled={!found.data?.rows.length} onClick={() => setAsking(true)}>
          {t('export.run')}
        </Button>
      </div>
      <Loaded found={found}>
        {({ rows }) => (
          <Table<TrainingResult>
            size="small"
            rowKey={(row) => row.person.id}
            pagination={false}
            dataSource={rows}
            locale={{
              emptyText: (
                <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('training.nobody')} />
              ),
            }}
            columns={[
              {
                title: t('training.person'),
                render: (_v, row) => (
                  <button
                    type="button"
                    className="plain-button grid-link"
                    onClick={() => setShown(row.person.id)}
                  >
                    {row.person.name}
                  </button>
                ),
              },
              { title: t('training.dept'), render: (_v, row) => row.dept },
              number('assigned'),
              number('finished'),
              { ...number('overdue'), defaultSortOrder: 'descend' },
              {
                title: t('training.hours'),
                align: 'end',
                width: 130,
                sorter: (a, b) => a.minutes - b.minutes,
                render: (_v, { person, minutes }) => (
                  <HoursButton
                    person={person}
                    minutes={minutes}
                    from={search.from}
                    to={search.to}
                  />
                ),
              },
              {
                title: t('training.rate'),
                align: 'end',
                width: 100,
                render: (_v, row) =>
                  row.assigned === 0 ? '' : `${Math.round((row.finished / row.assigned) * 100)}%`,
              },
            ]}
          />
        )}
      </Loaded>
      <Drawer
        open={shown !== null}
        size={860}
        title={t('training.tab.results')}
        onClose={() => setShown(null)}
        destroyOnHidden
      >
        {shown !== null && <PersonResult id={shown} />}
      </Drawer>
      <ExportChoice
        open={asking}
        title={t('training.exportTitle')}
        running={start.isPending}
        onRun={(choice) =>
          start.mutate(
            { body: { ...query, ...choice } },
            { onError: (error) => void message.error(refusal(error)) },
          )
        }
        onClose={() => setAsking(false)}
      />
      <JobDialog jobId={jobId} title={t('training.exportTitle')} onClose={() => setJobId(null)} />
    </div>
  );
}

function PersonResult({ id }: { id: number }) {
  const { t } = useText();
  const words = useProblemText();
  const { message, modal } = App.useApp();
  const found = useEndpoint(api.trainingWork.getResult, { params: { id } });
  const withdraw = useCommand(api.trainingWork.withdraw);
  const ask = (row: Enrolment) =>
    void modal.confirm({
      title: t('training.withdrawAsk', { course: row.course.name, name: row.person.name }),
      okText: t('training.withdraw'),
      cancelText: t('common.cancel'),
      onOk: () =>
        withdraw
          .mutateAsync({ params: { id: row.id } })
          .catch((error: unknown) => void message.error(words(error))),
    });
  return (
    <Loaded found={found}>
      {({ person, rows }) => (
        <div className="stack">
          <strong>{person.name}</strong>
          {rows.length === 0 ? (
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={t('training.nothingAssigned')}
            />
          ) : (
            <EnrolmentTable
              rows={rows}
              action={(row) =>
                row.finishedAt === null && (
                  <Button
                    size="small"
                    type="link"
                    aria-label={`${t('training.withdraw')} ${row.course.name}`}
                    onClick={() => ask(row)}
                  >
                    {t('training.withdraw')}
                  </Button>
                )
              }
            />
          )}
        </div>
      )}
    </Loaded>
  );
}
