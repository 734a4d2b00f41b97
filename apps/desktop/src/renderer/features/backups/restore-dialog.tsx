import { api } from '@xinhang/shared/contract/api.ts';
import type { BackupFileRow } from '@xinhang/shared/backups.ts';
import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { focusFirstField } from '../../ui/focus-first.ts';

interface Props {
  file: BackupFileRow;
  open: boolean;
  onClose: () => void;
  onStarted: (jobId: number) => void;
}

/** Replaces everything, so the date is typed and not clicked away. */
export function RestoreDialog({ file, open, onClose, onStarted }: Props) {
  const { t } = useText();
  const dates = useDates();
  const words = useProblemText();
  const restore = useCommand(api.backups.restore);
  const [typed, setTyped] = useState('');
  const [recoveryKey, setRecoveryKey] = useState('');
  const digits = file.businessDate.replaceAll('-', '');
  const close = () => {
    setTyped('');
    setRecoveryKey('');
    restore.reset();
    onClose();
  };
  const start = () =>
    restore.mutate(
      {
        body: {
          name: file.name,
          confirm: typed.trim(),
          ...(recoveryKey.trim() !== '' && { recoveryKey: recoveryKey.trim() }),
        },
      },
      {
        onSuccess: ({ jobId }) => {
          setTyped('');
          setRecoveryKey('');
          onStarted(jobId);
        },
      },
    );
  const at = file.madeAt === null ? file.businessDate : dates.time(file.madeAt);
  return (
    <Modal
      open={open}
      title={t('backup.restoreTitle', { date: file.businessDate })}
      okText={t('backup.restore')}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger: true, disabled: typed.trim() !== digits }}
      confirmLoading={restore.isPending}
      onOk={start}
      afterOpenChange={focusFirstField}
      onCancel={close}
      destroyOnHidden
    >
      <div className="stack">
        <span>{t('backup.restoreWhy', { at })}</span>
        <label className="stack backup-field">
          <span>{t('backup.confirm', { digits })}</span>
          <Input
            value={typed}
            maxLength={20}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <label className="stack backup-field">
          <span>{t('backup.recoveryKeyOptional')}</span>
          <Input.Password
            value={recoveryKey}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setRecoveryKey(event.target.value)}
          />
        </label>
        {restore.error && <Alert type="error" showIcon title={words(restore.error)} />}
      </div>
    </Modal>
  );
}
