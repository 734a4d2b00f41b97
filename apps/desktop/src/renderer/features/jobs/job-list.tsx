import { api } from '@xinhang/shared/contract/api.ts';
import type { Job } from '@xinhang/shared/system.ts';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { isRunning } from '../../form/job-progress.tsx';
import { useJobWords } from '../../form/job-words.ts';
import { useText } from '../../i18n/i18n.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';

/** What takes longer than a moment: imports, exports, bulk actions and the work of the clock. */
export function JobList({ all }: { all: boolean }) {
  const { t } = useText();
  const dates = useDates();
  const words = useJobWords();
  const navigate = useNavigate();
  const router = useRouter();
  const overseer = useMay('system.jobs');
  const query = all && overseer ? { all: '1' as const } : {};
  const progress = (job: Job) =>
    isRunning(job) && job.total > 0
      ? `${job.progress.toLocaleString('en-US')} / ${job.total.toLocaleString('en-US')}`
      : '';
  return (
    <ListPage<Job>
      label={t('menu.jobs')}
      page="jobs"
      queryKey={keyOf(api.system.listJobs, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.system.listJobs, { query: { ...query, ...(cursor && { cursor }) }, signal })
      }
      idOf={(row) => row.id}
      onOpen={(row) => router.history.push(row.route ?? `/jobs/${row.id}`)}
      columns={[
        { key: 'kind', title: t('job.what'), width: 170, text: (row) => words.kind(row.kind) },
        { key: 'title', grows: true, title: t('job.title'), width: 240, text: (row) => row.title },
        {
          key: 'state',
          title: t('job.state'),
          width: 100,
          text: (row) => t(`job.${row.state}`),
          render: (row) => (
            <span className={row.state === 'failed' ? 'danger' : ''}>{t(`job.${row.state}`)}</span>
          ),
        },
        { key: 'progress', title: t('job.progressTitle'), width: 130, text: progress },
        { key: 'counts', grows: true, title: t('job.outcome'), width: 260, text: words.counts },
        ...(all && overseer
          ? [
              {
                key: 'by',
                title: t('job.by'),
                width: 120,
                text: (row: Job) => row.by?.name ?? t('job.clock'),
              },
            ]
          : []),
        { key: 'at', title: t('job.at'), width: 180, text: (row) => dates.time(row.createdAt) },
        { key: 'file', title: t('job.file'), width: 220, text: (row) => row.fileName ?? '' },
      ]}
      bar={
        <>
          {overseer ? (
            <Segmented<'own' | 'all'>
              aria-label={t('job.whose')}
              value={all ? 'all' : 'own'}
              options={(['own', 'all'] as const).map((value) => ({
                value,
                label: t(`job.whose.${value}`),
              }))}
              onChange={(value) =>
                void navigate({ to: '/jobs', search: value === 'all' ? { all: true } : {} })
              }
            />
          ) : (
            <span className="soft">{t('job.listNote')}</span>
          )}
          <span className="spring" />
        </>
      }
      empty={t('job.empty')}
    />
  );
}
