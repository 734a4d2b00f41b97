import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { bytesText } from '@xinhang/shared/bytes.ts';

interface Props {
  open: boolean;
  /** The newest verified file, which is what is copied. */
  name: string | null;
  onClose: () => void;
}

/** Which drive takes the newest backup away. */
export function CopyDialog({ open, name, onClose }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const drives = useEndpoint(api.backups.drives, {}, { enabled: open, staleMs: 0 });
  const copy = useCommand(api.backups.copy);
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = drives.data?.rows ?? [];
  const drive = rows.some(({ path }) => path === chosen) ? chosen : (rows[0]?.path ?? null);
  return (
    <Modal
      open={open}
      title={t('backup.copyTitle')}
      okText={t('backup.copy')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: drive === null }}
      confirmLoading={copy.isPending}
      onOk={() => drive !== null && copy.mutate({ body: { drive } }, { onSuccess: onClose })}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className="stack">
        <span>{t('backup.copyWhy', { name: name ?? '' })}</span>
        {drives.error && <LoadError error={drives.error} retry={() => void drives.refetch()} />}
        {drives.isSuccess && rows.length === 0 && <span>{t('backup.noDrives')}</span>}
        <Radio.Group
          className="stack"
          aria-label={t('backup.drive')}
          value={drive}
          onChange={(event) => setChosen(event.target.value as string)}
          options={rows.map((row) => ({
            value: row.path,
            label: t('backup.driveFree', { ...row, free: bytesText(row.freeBytes) }),
          }))}
        />
        <div>
          <Button size="small" loading={drives.isFetching} onClick={() => void drives.refetch()}>
            {t('backup.lookAgain')}
          </Button>
        </div>
        {copy.error && <Alert type="error" showIcon title={words(copy.error)} />}
      </div>
    </Modal>
  );
}
