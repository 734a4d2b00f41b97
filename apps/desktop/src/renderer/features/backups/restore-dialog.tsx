import { api } from '@xinhang/shared/contract/api.ts';
import type { BackupFileRow } from '@xinhang/shared/backups.ts';
import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { Comparison } from './comparison.tsx';

interface Props {
  file: BackupFileRow;
  /** Fingerprint of the other server that signed it: then two people must agree. */
  signer?: string;
  open: boolean;
  onClose: () => void;
  onStarted: (jobId: number) => void;
}

const nobody = { login: '', password: '' };

/** Replaces everything, so the date is typed and not clicked away. */
export function RestoreDialog({ file, signer, open, onClose, onStarted }: Props) {
  const { t } = useText();
  const dates = useDates();
  const words = useProblemText();
  const own = useCommand(api.backups.restore);
  const foreign = useCommand(api.backups.restoreForeign);
  const restore = signer === undefined ? own : foreign;
  const compare = useCommand(api.backups.compare);
  const [compared, setCompared] = useState(false);
  const [typed, setTyped] = useState('');
  const [recoveryKey, setRecoveryKey] = useState('');
  const [second, setSecond] = useState(nobody);
  const digits = file.businessDate.replaceAll('-', '');
  const forget = () => {
    setTyped('');
    setRecoveryKey('');
    setSecond(nobody);
  };
  const close = () => {
    forget();
    restore.reset();
    compare.reset();
    setCompared(false);
    onClose();
  };
  const start = () => {
    const body = {
      name: file.name,
      confirm: typed.trim(),
      ...(recoveryKey.trim() !== '' && { recoveryKey: recoveryKey.trim() }),
    };
    const onSuccess = ({ jobId }: { jobId: number }) => {
      forget();
      onStarted(jobId);
    };
    if (signer === undefined) own.mutate({ body }, { onSuccess });
    else foreign.mutate({ body: { ...body, signer, second } }, { onSuccess });
  };
  // What the file holds is read as soon as the dialog opens, and again once a key is given for it.
  const reading = compare.data?.jobId ?? null;
  const ask = (key = '') => {
    setCompared(false);
    const body = { name: file.name, ...(signer && { signer }), ...(key && { recoveryKey: key }) };
    compare.mutate({ body });
  };
  const agreed = signer === undefined || (second.login.trim() !== '' && second.password !== '');
  const at = file.madeAt === null ? file.businessDate : dates.time(file.madeAt);
  return (
    <Modal
      open={open}
      title={t(signer === undefined ? 'backup.restoreTitle' : 'backup.foreignTitle', {
        date: file.businessDate,
      })}
      okText={t('backup.restore')}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger: true, disabled: typed.trim() !== digits || !agreed || !compared }}
      confirmLoading={restore.isPending}
      onOk={start}
      width={560}
      style={{ top: 24 }}
      {...beginInField}
      afterOpenChange={(shown) => {
        beginInField.afterOpenChange(shown);
        if (shown) ask();
      }}
      onCancel={close}
      destroyOnHidden
    >
      <div className="stack">
        <span>{t('backup.restoreWhy', { at })}</span>
        {signer !== undefined && <strong>{t('backup.foreignSigner', { signer })}</strong>}
        {compare.error && <Alert type="error" showIcon title={words(compare.error)} />}
        {reading !== null && (
          <Comparison
            key={reading}
            jobId={reading}
            onCompared={() => setCompared(true)}
            onForeign={() => {
              close();
              onStarted(reading);
            }}
          />
        )}
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
        {!compared && recoveryKey.trim() !== '' && (
          <div>
            <Button loading={compare.isPending} onClick={() => ask(recoveryKey.trim())}>
              {t('backup.readWithKey')}
            </Button>
          </div>
        )}
        {signer !== undefined && <SecondPerson value={second} onChange={setSecond} />}
        {restore.error && <Alert type="error" showIcon title={words(restore.error)} />}
      </div>
    </Modal>
  );
}

/** The other administrator, who comes to this machine for it. */
function SecondPerson(props: { value: typeof nobody; onChange: (value: typeof nobody) => void }) {
  const { t } = useText();
  const { value, onChange } = props;
  return (
    <>
      <label className="stack backup-field">
        <span>{t('backup.secondLogin')}</span>
        <Input
          value={value.login}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => onChange({ ...value, login: event.target.value })}
        />
      </label>
      <label className="stack backup-field">
        <span>{t('backup.secondPassword')}</span>
        <Input.Password
          value={value.password}
          maxLength={200}
          autoComplete="new-password"
          onChange={(event) => onChange({ ...value, password: event.target.value })}
        />
      </label>
    </>
  );
}
