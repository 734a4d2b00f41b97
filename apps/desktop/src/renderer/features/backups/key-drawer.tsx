import { api } from '@xinhang/shared/contract/api.ts';
import type { BackupStatus } from '@xinhang/shared/backups.ts';
import { App, Button, Drawer, Popconfirm, Switch } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { KeySheet } from '../../form/key-sheet.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';

interface Props {
  open: boolean;
  status: BackupStatus;
  onClose: () => void;
}

/** The recovery key, and whether whole backups are encrypted, each explained in words. */
export function KeyDrawer({ open, status, onClose }: Props) {
  const { t } = useText();
  return (
    <Drawer
      open={open}
      size={520}
      title={t('backup.safety')}
      mask={false}
      onClose={onClose}
      destroyOnHidden
    >
      <Content status={status} />
    </Drawer>
  );
}

function Content({ status }: { status: BackupStatus }) {
  const { t } = useText();
  const dates = useDates();
  const words = useRefusalText();
  const { message } = App.useApp();
  const make = useCommand(api.backups.makeRecoveryKey);
  const encrypt = useCommand(api.backups.setEncryption);
  const [made, setMade] = useState<{ recoveryKey: string; signer: string } | null>(null);
  const fail = (error: Error) => void message.error(words(error));
  const create = () => make.mutate({}, { onSuccess: setMade, onError: fail });
  const has = status.recoveryKeyAt !== null;
  return (
    <div className="stack">
      <span>{t('backup.keyWhy')}</span>
      {has && (
        <span className="soft">
          {t('backup.keyMade', { at: dates.time(status.recoveryKeyAt ?? 0) })}
        </span>
      )}
      <div>
        {has ? (
          <Popconfirm
            title={t('backup.newKeyWarn')}
            okText={t('backup.newKeyAgain')}
            cancelText={t('common.cancel')}
            onConfirm={create}
          >
            <Button loading={make.isPending}>{t('backup.newKeyAgain')}</Button>
          </Popconfirm>
        ) : (
          <Button type="primary" loading={make.isPending} onClick={create}>
            {t('backup.newKey')}
          </Button>
        )}
      </div>
      <label className="line">
        <Switch
          checked={status.encrypted}
          disabled={!has}
          loading={encrypt.isPending}
          aria-label={t('backup.encrypt')}
          onChange={(on) =>
            encrypt.mutate(
              { body: { on } },
              { onError: fail, onSuccess: () => void message.success(t('backup.saved')) },
            )
          }
        />
        <span>{t('backup.encrypt')}</span>
      </label>
      <span className="soft">{t('backup.encryptWhy')}</span>
      <KeySheet made={made} onClose={() => setMade(null)} />
    </div>
  );
}
