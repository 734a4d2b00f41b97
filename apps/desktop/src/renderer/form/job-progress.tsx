import { api } from '@xinhang/shared/contract/api.ts';
import type { Job } from '@xinhang/shared/system.ts';
import { Alert, Button, Progress } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { queryClient, useCommand, useEndpoint } from '../app/query.ts';
import { useText, wordKey } from '../i18n/i18n.ts';

const POLL_MS = 500;

export const isRunning = (job: Pick<Job, 'state'> | undefined) =>
  job?.state === 'queued' || job?.state === 'running';

const look = { failed: 'exception', cancelled: 'exception', done: 'success' } as const;

/** A job that is followed to its end; `onOver` is called once, when everything else is fresh. */
export function useJob(jobId: number, onOver?: () => void) {
  const found = useEndpoint(
    api.system.getJob,
    { params: { id: jobId } },
    { poll: (job) => (job === undefined || isRunning(job) ? POLL_MS : false) },
  );
  const job = found.data;
  const over = (job !== undefined && !isRunning(job)) || found.isError;
  const told = useRef(false);
  useEffect(() => {
    if (!over || told.current) return;
    told.current = true;
    void queryClient.invalidateQueries().then(() => onOver?.());
  }, [over, onOver]);
  return { job, over, error: found.error, refetch: found.refetch };
}

/** How far a job is, in one line with its bar. */
export function JobBar({ job, children }: { job: Job; children?: ReactNode }) {
  const { t } = useText();
  const percent =
    job.state === 'done' ? 100 : job.total > 0 ? Math.round((job.progress / job.total) * 100) : 0;
  const whole = (n: number) => n.toLocaleString('en-US');
  const counts = Object.entries(job.counts).filter(([, count]) => count > 0);
  return (
    <div role="status">
      <Progress
        percent={Math.min(percent, 100)}
        status={look[job.state as keyof typeof look] ?? 'active'}
        aria-label={t(`job.${job.state}`)}
      />
      <div className="line">
        <span>
          {[
            t(`job.${job.state}`),
            job.total > 0 &&
              t('job.progress', { done: whole(job.progress), total: whole(job.total) }),
            ...counts.map(
              ([outcome, count]) =>
                `${t(wordKey('job.outcome', outcome, 'job.outcome.other'))} ${whole(count)}`,
            ),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {children}
      </div>
    </div>
  );
}

export function JobFault({ job }: { job: Job }) {
  const { t } = useText();
  if (!job.error) return null;
  return (
    <Alert type="error" showIcon title={t(wordKey('problem', job.error, 'problem.internal'))} />
  );
}

export function CancelJob({ job }: { job: Job }) {
  const { t } = useText();
  const cancel = useCommand(api.system.cancelJob);
  if (!isRunning(job)) return null;
  return (
    <Button
      size="small"
      disabled={!job.cancellable}
      loading={cancel.isPending}
      onClick={() => cancel.mutate({ params: { id: job.id } })}
    >
      {t('job.cancel')}
    </Button>
  );
}

/** How a job stands: bar, stop, fault. */
export function JobState({ job }: { job: Job }) {
  return (
    <div className="stack job-progress">
      <JobBar job={job}>
        <CancelJob job={job} />
      </JobBar>
      <JobFault job={job} />
    </div>
  );
}

/** A job on the page that it belongs to: bar, fault, stop. Gone again when it ended well. */
export function JobProgress({ jobId, onOver }: { jobId: number; onOver: () => void }) {
  const { job } = useJob(jobId, onOver);
  if (!job || job.state === 'done') return null;
  return <JobState job={job} />;
}
