import { api } from '@xinhang/shared/contract/api.ts';
import { backupComparison, type BackupComparison } from '@xinhang/shared/backups.ts';
import { Table } from 'antd';
import { useEffect } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { JobState, useJob } from '../../form/job-progress.tsx';
import { useText } from '../../i18n/i18n.ts';
import { FactList } from '../../ui/fact-list.tsx';

interface Props {
  jobId: number;
  /** Read to its end: the counts are on the screen. */
  onCompared: () => void;
  /** Another server signed the file. */
  onForeign: () => void;
}

/** What the file holds, and what is here now beside it: read by a job, which is followed. */
export function Comparison({ jobId, onCompared, onForeign }: Props) {
  const { job, over } = useJob(jobId);
  const done = job?.state === 'done';
  const found = useEndpoint(
    api.system.listJobRows,
    { params: { id: jobId }, query: {} },
    { enabled: done },
  );
  const read = backupComparison.safeParse(found.data?.rows[0]?.params);
  const foreign = over && job?.error === 'backup-foreign';
  useEffect(() => {
    if (foreign) onForeign();
  }, [foreign, onForeign]);
  useEffect(() => {
    if (read.success) onCompared();
  }, [read.success, onCompared]);
  if (!job || (done && !read.success)) return null;
  return read.success ? <Counts compared={read.data} /> : <JobState job={job} />;
}

type Line = BackupComparison['difference'][number];

function Counts({ compared }: { compared: BackupComparison }) {
  const { t } = useText();
  const whole = (n: number) => (n < 0 ? t('backup.unreadable') : n.toLocaleString('en-US'));
  const change = ({ now, restored }: Line) => {
    if (now < 0 || now === restored) return <span className="soft">{t('backup.same')}</span>;
    const n = whole(Math.abs(now - restored));
    return now > restored ? <strong>{t('backup.fewer', { n })}</strong> : t('backup.more', { n });
  };
  const { company, local, host, appVersion, files, lost } = compared;
  const attached = lost > 0 ? t('backup.filesLost', { files, lost }) : whole(files);
  const facts: [string, string][] = [
    [t('backup.ofCompany'), company],
    [t('backup.madeAt'), t('backup.madeOn', { at: local, host, version: appVersion })],
    [t('backup.holdsFiles'), attached],
  ];
  return (
    <>
      <FactList facts={facts} />
      <Table<Line>
        size="small"
        rowKey="what"
        pagination={false}
        dataSource={compared.difference}
        columns={[
          { title: t('backup.counted'), render: (_v, row) => t(`backup.counted.${row.what}`) },
          { title: t('backup.now'), align: 'right', render: (_v, row) => whole(row.now) },
          {
            title: t('backup.restoredTo'),
            align: 'right',
            render: (_v, row) => whole(row.restored),
          },
          { title: t('backup.change'), align: 'right', render: (_v, row) => change(row) },
        ]}
      />
    </>
  );
}
