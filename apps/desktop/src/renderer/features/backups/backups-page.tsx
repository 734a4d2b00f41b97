import { api } from '@xinhang/shared/contract/api.ts';
import type { BackupFileRow, BackupStatus } from '@xinhang/shared/backups.ts';
import { App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { JobProgress } from '../../form/job-progress.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { BackupDrawer } from './backup-drawer.tsx';
import { BackupFacts } from './backup-facts.tsx';
import { BackupList } from './backup-list.tsx';
import { CopyDialog } from './copy-dialog.tsx';
import { DirectoryDrawer } from './directory-drawer.tsx';
import { KeyDrawer } from './key-drawer.tsx';
import { RetentionDrawer } from './retention-drawer.tsx';
import './backups.css';

type Open = 'directory' | 'copy' | 'retention' | 'key' | null;

/** How safe the data are, every backup with what came of it, and what can be done with them. */
export function BackupsPage() {
  const { t } = useText();
  const found = useEndpoint(api.backups.status, {}, { staleMs: 0 });
  const [file, setFile] = useState<BackupFileRow | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const status = found.data;
  if (!status) {
    return (
      <div className="page">
        <Unread found={found} waiting={<Skeleton active paragraph={{ rows: 6 }} />} />
      </div>
    );
  }
  return (
    <div className="backups-page">
      <BackupFacts
        status={status}
        onKey={() => setOpen('key')}
        onDirectory={() => setOpen('directory')}
      />
      <BackupList
        bar={<Actions status={status} onOpen={setOpen} />}
        onOpen={setFile}
        empty={t(
          status.failure?.problem === 'backup-directory-gone' ? 'backup.emptyGone' : 'backup.empty',
        )}
      />
      {status.jobId !== null && (
        <JobProgress key={status.jobId} jobId={status.jobId} onOver={() => void found.refetch()} />
      )}
      <BackupDrawer file={file} busy={status.jobId !== null} onClose={() => setFile(null)} />
      <CopyDialog
        open={open === 'copy'}
        name={status.lastVerified?.name ?? null}
        onClose={() => setOpen(null)}
      />
      <DirectoryDrawer open={open === 'directory'} onClose={() => setOpen(null)} />
      <RetentionDrawer open={open === 'retention'} onClose={() => setOpen(null)} />
      <KeyDrawer open={open === 'key'} status={status} onClose={() => setOpen(null)} />
    </div>
  );
}

function Actions({ status, onOpen }: { status: BackupStatus; onOpen: (what: Open) => void }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const mayRestore = useMay('system.restore');
  const make = useCommand(api.backups.make);
  const busy = status.jobId !== null;
  return (
    <>
      <Button
        type="primary"
        loading={make.isPending}
        disabled={busy}
        onClick={() =>
          make.mutate(
            {},
            {
              onError: (error) => void message.error(words(error)),
            },
          )
        }
      >
        {t('backup.makeNow')}
      </Button>
      <Button disabled={busy || status.lastVerified === null} onClick={() => onOpen('copy')}>
        {t('backup.copyToDrive')}
      </Button>
      <Button onClick={() => onOpen('retention')}>{t('backup.retention')}</Button>
      {mayRestore && <Button onClick={() => onOpen('key')}>{t('backup.safety')}</Button>}
      <span className="spring" />
    </>
  );
}
