import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import type { Job } from '@xinhang/shared/system.ts';
import { Alert, Button, Modal, Progress, Table } from 'antd';
import { useEffect, useRef } from 'react';
import { queryClient, useCommand, useEndpoint } from '../app/query.ts';
import { useText, wordKey } from '../i18n/i18n.ts';
import { LoadError } from '../ui/load-error.tsx';

const POLL_MS = 400;
const SHOWN_ROWS = 200;
const fine = new Set(['ok', 'done', 'changed', 'unchanged']);

const running = (job: Job | undefined) => job?.state === 'queued' || job?.state === 'running';

interface Props {
  jobId: number | null;
  title: string;
  onClose: () => void;
}

/** Follows a job to its end: progress, what became of each row, the file it made. */
export function JobDialog({ jobId, title, onClose }: Props) {
  return (
    <Modal open={jobId !== null} title={title} footer={null} width={640} onCancel={onClose}>
      {jobId !== null && <JobView key={jobId} jobId={jobId} onClose={onClose} />}
    </Modal>
  );
}

function JobView({ jobId, onClose }: { jobId: number; onClose: () => void }) {
  const { t } = useText();
  const found = useEndpoint(
    api.system.getJob,
    { params: { id: jobId } },
    { poll: (job) => (job === undefined || running(job) ? POLL_MS : false) },
  );
  const cancel = useCommand(api.system.cancelJob);
  const job = found.data;
  const over = job !== undefined && !running(job);
  const told = useRef(false);
  useEffect(() => {
    if (!over || told.current) return;
    told.current = true;
    void queryClient.invalidateQueries();
  }, [over]);
  if (found.error) return <LoadError error={found.error} retry={() => void found.refetch()} />;

  const percent = job && job.total > 0 ? Math.round((job.progress / job.total) * 100) : 0;
  const bar =
    job?.state === 'failed' || job?.state === 'cancelled'
      ? 'exception'
      : job?.state === 'done'
        ? 'success'
        : 'active';
  const counts = Object.entries(job?.counts ?? {}).filter(([, count]) => count > 0);
  return (
    <div className="stack" role="status">
      <Progress percent={job?.state === 'done' ? 100 : percent} status={bar} />
      <span>
        {job && t(`job.${job.state}`)}{' '}
        {job && job.total > 0 && t('job.progress', { done: job.progress, total: job.total })}
        {counts.length > 0 &&
          ` · ${counts
            .map(([outcome, count]) => `${t(outcomeKey(outcome))} ${count}`)
            .join(' · ')}`}
      </span>
      {job?.error && (
        <Alert type="error" showIcon title={t(wordKey('problem', job.error, 'problem.internal'))} />
      )}
      {over && job.readable && <Refused jobId={jobId} />}
      <div className="line">
        {over && job.fileName !== null && job.readable && (
          <Button
            type="primary"
            href={urlOf(api.system.downloadJobFile, { params: { id: jobId } })}
            download={job.fileName}
          >
            {t('job.download')} {job.fileName}
          </Button>
        )}
        {running(job) && job?.cancellable && (
          <Button
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ params: { id: jobId } })}
          >
            {t('job.cancel')}
          </Button>
        )}
        <Button onClick={onClose}>{t(over ? 'job.close' : 'job.background')}</Button>
      </div>
    </div>
  );
}

const outcomeKey = (outcome: string) => wordKey('job.outcome', outcome, 'job.outcome.other');

function Refused({ jobId }: { jobId: number }) {
  const { t } = useText();
  const found = useEndpoint(api.system.listJobRows, {
    params: { id: jobId },
    query: { limit: SHOWN_ROWS },
  });
  const rows = (found.data?.rows ?? []).filter((row) => !fine.has(row.outcome));
  if (rows.length === 0) return null;
  return (
    <Table
      size="small"
      rowKey="seq"
      pagination={false}
      scroll={{ y: 280 }}
      dataSource={rows}
      columns={[
        { title: t('job.row'), render: (_value, row) => row.label || row.ref },
        { title: t('job.outcome'), width: 90, render: (_value, row) => t(outcomeKey(row.outcome)) },
        {
          title: t('job.why'),
          render: (_value, row) =>
            row.code === '' ? '' : t(wordKey('problem', row.code, 'problem.validation-failed')),
        },
      ]}
    />
  );
}
