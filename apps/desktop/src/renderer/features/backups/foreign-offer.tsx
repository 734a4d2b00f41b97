import { api } from '@xinhang/shared/contract/api.ts';
import type { BackupFileRow } from '@xinhang/shared/backups.ts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { RestoreDialog } from './restore-dialog.tsx';

interface Props {
  file: BackupFileRow;
  /** The job that refused it. */
  jobId: number;
  onStarted: (jobId: number) => void;
}

/** Another server signed the file: who that is, and how two people restore it all the same. */
export function ForeignOffer({ file, jobId, onStarted }: Props) {
  const { t } = useText();
  const mayRestore = useMay('system.restore');
  const [open, setOpen] = useState(false);
  const found = useEndpoint(api.system.listJobRows, { params: { id: jobId }, query: {} });
  return (
    <Loaded found={found}>
      {({ rows }) => {
        const signer = rows.find(({ code }) => code === 'backup-foreign')?.params['signer'];
        if (typeof signer !== 'string') return null;
        return (
          <>
            <Alert
              type="warning"
              showIcon
              title={t('backup.foreign')}
              description={
                <div className="stack">
                  <code>{t('backup.foreignSigner', { signer })}</code>
                  <span>{t('backup.foreignWhy')}</span>
                  {mayRestore && (
                    <div>
                      <Button danger onClick={() => setOpen(true)}>
                        {t('backup.foreignRestore')}
                      </Button>
                    </div>
                  )}
                </div>
              }
            />
            <RestoreDialog
              file={file}
              signer={signer}
              open={open}
              onClose={() => setOpen(false)}
              onStarted={(id) => {
                setOpen(false);
                onStarted(id);
              }}
            />
          </>
        );
      }}
    </Loaded>
  );
}
