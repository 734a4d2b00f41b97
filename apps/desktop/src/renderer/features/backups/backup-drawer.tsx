import { api } from '@xinhang/shared/contract/api.ts';
import type { BackupFileRow } from '@xinhang/shared/backups.ts';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { JobState, useJob } from '../../form/job-progress.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { ForeignOffer } from './foreign-offer.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { bytesText } from '@xinhang/shared/bytes.ts';

interface Props {
  file: BackupFileRow | null;
  busy: boolean;
  onClose: () => void;
}

/** One backup file: what is known of it, verify it, restore it. */
export function BackupDrawer({ file, busy, onClose }: Props) {
  const { t } = useText();
  return (
    <Drawer
      open={file !== null}
      size={560}
      title={t('backup.details')}
      mask={false}
      onClose={onClose}
      destroyOnHidden
    >
      {file && <Content key={file.name} file={file} busy={busy} />}
    </Drawer>
  );
}

function Content({ file, busy }: { file: BackupFileRow; busy: boolean }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const mayRestore = useMay('system.restore');
  const verify = useCommand(api.backups.verify);
  const [jobId, setJobId] = useState<number | null>(null);
  const [restoring, setRestoring] = useState(false);
  return (
    <div className="stack">
      <Facts file={file} />
      <div className="line">
        <Button
          loading={verify.isPending}
          disabled={busy}
          onClick={() =>
            verify.mutate(
              { body: { name: file.name } },
              {
                onSuccess: (started) => setJobId(started.jobId),
                onError: (error) => void message.error(words(error)),
              },
            )
          }
        >
          {t('backup.verify')}
        </Button>
        {mayRestore && (
          <Button danger disabled={busy} onClick={() => setRestoring(true)}>
            {t('backup.restore')}
          </Button>
        )}
      </div>
      <span className="soft">{t('backup.verifyWhy')}</span>
      {jobId !== null && <Followed key={jobId} jobId={jobId} file={file} onStarted={setJobId} />}
      <RestoreDialog
        file={file}
        open={restoring}
        onClose={() => setRestoring(false)}
        onStarted={(id) => {
          setRestoring(false);
          setJobId(id);
        }}
      />
    </div>
  );
}

/** The job to its end; a restore ends with the server switching, which the line shows by itself. */
function Followed(props: {
  jobId: number;
  file: BackupFileRow;
  onStarted: (jobId: number) => void;
}) {
  const { jobId, file, onStarted } = props;
  const { t } = useText();
  const { job } = useJob(jobId);
  if (!job) return null;
  return (
    <>
      <JobState job={job} />
      {job.kind === 'backups.restore' && job.state === 'done' && (
        <strong role="status">{t('backup.restored')}</strong>
      )}
      {job.error === 'backup-foreign' && (
        <ForeignOffer file={file} jobId={jobId} onStarted={onStarted} />
      )}
    </>
  );
}

function Facts({ file }: { file: BackupFileRow }) {
  const { t } = useText();
  const dates = useDates();
  const time = (ms: number | null) => (ms === null ? '' : dates.time(ms));
  const problem =
    file.problem === null ? '' : t(wordKey('problem', file.problem, 'problem.internal'));
  const facts: [string, string][] = [
    [t('backup.name'), file.name],
    [t('backup.date'), file.businessDate],
    [t('backup.kind'), t(`backup.kind.${file.kind}`)],
    [t('backup.result'), [t(`backup.result.${file.result}`), problem].filter(Boolean).join(' · ')],
    [t('backup.size'), bytesText(file.size)],
    [t('backup.verifiedAt'), time(file.verifiedAt)],
    [t('backup.answered'), file.answered === null ? '' : String(file.answered)],
    [t('backup.lost'), file.lost === 0 ? '' : String(file.lost)],
    [t('backup.encrypted'), t(file.encrypted ? 'backup.yes' : 'backup.no')],
    [t('backup.copiedAt'), time(file.copiedAt)],
    [t('backup.keeps'), t(`backup.keeps.${file.keeps}`)],
    ['SHA-256', file.sha256 ?? ''],
  ];
  return <FactList facts={facts} />;
}
