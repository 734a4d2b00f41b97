import { api } from '@xinhang/shared/contract/api.ts';
import type { Job } from '@xinhang/shared/system.ts';
import { useNavigate } from '@tanstack/react-router';
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
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';

/** One job: how far it is, what it made, and what became of each row. */
export function JobPage({ id }: { id: number }) {
  const { t } = useText();
  const dates = useDates();
  const words = useJobWords();
  const navigate = useNavigate();
  const { job, error, refetch } = useJob(id);
  const show = (jobId: number) => void navigate({ to: '/jobs/$id', params: { id: String(jobId) } });
  return (
    <RecordPage fills found={{ data: job, error, refetch }}>
      {(one) => (
        <>
          <RecordHead
            title={[words.kind(one.kind), one.title].filter(Boolean).join(' · ')}
            facts={
              <span className="soft">
                {[one.by?.name ?? t('job.clock'), dates.time(one.createdAt)].join(' · ')}
              </span>
            }
          >
            <JobFile job={one} />
            <UndoJob job={one} onUndo={show} />
          </RecordHead>
          <JobState job={one} />
          {one.readable && Object.keys(one.counts).length > 0 && <Rows job={one} />}
        </>
      )}
    </RecordPage>
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
        { key: 'why', grows: true, title: t('job.why'), width: 420, text: words.why },
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
