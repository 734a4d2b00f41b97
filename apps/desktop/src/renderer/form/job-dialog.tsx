import { allEndpoints, api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import type { Job } from '@xinhang/shared/system.ts';
import { App, Button, Modal, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { useRefusalText } from './use-refused-words.ts';
import { useCommand, useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { Unread } from '../ui/loaded.tsx';
import { CancelJob, isRunning, JobBar, JobFault, useJob } from './job-progress.tsx';
import { useJobWords } from './job-words.ts';

const SHOWN_ROWS = 200;
const fault = ['refused', 'skipped', 'failed'];

interface Props {
  jobId: number | null;
  title: string;
  onClose: () => void;
}

/** Follows a job to its end: progress, what became of each row, the file it made. */
export function JobDialog({ jobId, title, onClose }: Props) {
  return (
    <Modal open={jobId !== null} title={title} footer={null} width={640} onCancel={onClose}>
      {jobId !== null && <Followed key={jobId} jobId={jobId} onClose={onClose} />}
    </Modal>
  );
}

/** The job, or the one that takes it back. */
function Followed({ jobId, onClose }: { jobId: number; onClose: () => void }) {
  const [shown, setShown] = useState(jobId);
  return <JobView key={shown} jobId={shown} onClose={onClose} onUndo={setShown} />;
}

interface ViewProps {
  jobId: number;
  onClose: () => void;
  onUndo: (jobId: number) => void;
}

function JobView({ jobId, onClose, onUndo }: ViewProps) {
  const { t } = useText();
  const { job, over, error, refetch } = useJob(jobId);
  if (!job) {
    return (
      <Unread
        found={{ error, refetch }}
        waiting={<Skeleton active paragraph={{ rows: 2 }} title={false} />}
      />
    );
  }
  return (
    <div className="stack">
      <JobBar job={job}>
        <CancelJob job={job} />
      </JobBar>
      <JobFault job={job} />
      {over && job.readable && fault.some((outcome) => job.counts[outcome]) && (
        <Refused jobId={jobId} />
      )}
      <div className="line">
        <JobFile job={job} />
        <UndoJob job={job} onUndo={onUndo} />
        <Button onClick={onClose}>{t(isRunning(job) ? 'job.background' : 'job.close')}</Button>
      </div>
    </div>
  );
}

/** What the job made, for as long as it is kept. */
export function JobFile({ job }: { job: Job }) {
  const { t } = useText();
  if (job.fileName === null || isRunning(job)) return null;
  return (
    <Button
      type="primary"
      href={urlOf(api.system.downloadJobFile, { params: { id: job.id } })}
      download={job.fileName}
    >
      {t('job.download')} {job.fileName}
    </Button>
  );
}

interface UndoProps {
  job: Job;
  onUndo: (jobId: number) => void;
}

/** Takes back what a bulk action did, by the endpoint that the job names. */
export function UndoJob({ job, onUndo }: UndoProps) {
  const by = job.undoBy && allEndpoints().find(({ name }) => name === job.undoBy);
  // They all are given a job and answer with the one that takes it back.
  return by ? (
    <Undo by={by.endpoint as typeof api.deals.undoBulk} job={job} onUndo={onUndo} />
  ) : null;
}

function Undo({ by, job, onUndo }: UndoProps & { by: typeof api.deals.undoBulk }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const undo = useCommand(by);
  return (
    <Button
      loading={undo.isPending}
      onClick={() =>
        undo.mutate(
          { params: { id: job.id } },
          {
            onSuccess: (answer) => onUndo(answer.jobId),
            onError: (error) => void message.error(words(error)),
          },
        )
      }
    >
      {t('common.undo')}
    </Button>
  );
}

function Refused({ jobId }: { jobId: number }) {
  const { t } = useText();
  const words = useJobWords();
  const found = useEndpoint(api.system.listJobRows, {
    params: { id: jobId },
    query: { outcome: fault, limit: SHOWN_ROWS },
  });
  if (!found.data) return <Unread found={found} />;
  return (
    <Table
      size="small"
      rowKey="seq"
      pagination={false}
      scroll={{ y: 280 }}
      dataSource={found.data.rows}
      columns={[
        { title: t('job.row'), render: (_value, row) => words.label(row) },
        {
          title: t('job.outcome'),
          width: 100,
          render: (_value, row) => words.outcome(row.outcome),
        },
        { title: t('job.why'), render: (_value, row) => words.why(row) },
      ]}
    />
  );
}
