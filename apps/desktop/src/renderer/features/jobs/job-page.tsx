import { api } from '@xinhang/shared/contract/api.ts';
import type { Job } from '@xinhang/shared/system.ts';
import { useNavigate } from '@tanstack/react-router';
import { Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { JobFile, UndoJob } from '../../form/job-dialog.tsx';
import { JobState, useJob } from '../../form/job-progress.tsx';
import { useJobWords, type JobRow } from '../../form/job-words.ts';
import { useText } from '../../i18n/i18n.ts';
import { ListPage } from '../../table/list-page.tsx';
import { CountedChoice } from '../../ui/counted-choice.tsx';
import { useDates } from '../../ui/dates.ts';
import { LoadError } from '../../ui/load-error.tsx';

/** One job: how far it is, what it made, and what became of each row. */
export function JobPage({ id }: { id: number }) {
  const { t } = useText();
  const dates = useDates();
  const words = useJobWords();
  const navigate = useNavigate();
  const { job, error, refetch } = useJob(id);
  if (error && !job) {
    return (
      <div className="page">
        <LoadError error={error} retry={() => void refetch()} />
      </div>
    );
  }
  if (!job) {
    return (
      <div className="page">
        <Skeleton active paragraph={{ rows: 6 }} />
      </div>
    );
  }
  const show = (jobId: number) => void navigate({ to: '/jobs/$id', params: { id: String(jobId) } });
  return (
    <div className="import-page">
      <header className="page-bar">
        <Typography.Title level={1} style={{ margin: 0, fontSize: '1.35em' }}>
          {[words.kind(job.kind), job.title].filter(Boolean).join(' · ')}
        </Typography.Title>
        <span className="soft">
          {[job.by?.name ?? t('job.clock'), dates.time(job.createdAt)].join(' · ')}
        </span>
        <span className="spring" />
        <JobFile job={job} />
        <UndoJob job={job} onUndo={show} />
      </header>
      <JobState job={job} />
      {job.readable && Object.keys(job.counts).length > 0 && <Rows job={job} />}
    </div>
  );
}

function Rows({ job }: { job: Job }) {
  const { t } = useText();
  const words = useJobWords();
  const [shown, setShown] = useState('all');
  const present = Object.entries(job.counts).filter(([, count]) => count > 0);
  const total = present.reduce((sum, [, count]) => sum + count, 0);
  const query = shown === 'all' ? {} : { outcome: [shown] };
  const count = shown === 'all' ? total : (job.counts[shown] ?? 0);
  return (
    <ListPage<JobRow>
      label={t('job.rows')}
      page="job-rows"
      queryKey={keyOf(api.system.listJobRows, { params: { id: job.id }, query })}
      fetchPage={(cursor, signal) =>
        client.call(api.system.listJobRows, {
          params: { id: job.id },
          query: { ...query, limit: 200, ...(cursor && { cursor }) },
          signal,
        })
      }
      count={count}
      idOf={(row) => row.seq}
      columns={[
        { key: 'label', title: t('job.row'), width: 300, text: words.label },
        {
          key: 'outcome',
          title: t('job.outcome'),
          width: 120,
          text: (row) => words.outcome(row.outcome),
        },
        { key: 'why', title: t('job.why'), width: 420, text: words.why },
      ]}
      bar={
        <CountedChoice
          label={t('job.outcome')}
          value={shown}
          total={total}
          kinds={present.map(([value, n]) => ({ value, label: words.outcome(value), count: n }))}
          onChange={setShown}
        />
      }
      empty={t('job.noRows')}
    />
  );
}
