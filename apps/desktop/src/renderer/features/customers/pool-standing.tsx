import { api } from '@xinhang/shared/contract/api.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { useDropWords } from '../../ui/drop-words.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { saveKeys } from '../../ui/keys.ts';
import { Section } from '../../ui/section.tsx';

type Lock = { reason: string; untilOn: string | null };

/** When the rules take a customer from its owner, and the lock against it. */
export function PoolStanding({ customer }: { customer: Customer }) {
  const { t } = useText();
  const dates = useDates();
  const words = useDropWords();
  const problem = useProblemText();
  const { message } = App.useApp();
  const [locking, setLocking] = useState(false);
  const params = { id: customer.id };
  const { data } = useEndpoint(api.poolWork.standing, { params });
  const setLock = useCommand(api.poolWork.setLock);
  if (!data?.lock && !data?.drop) return null;
  const { lock, drop } = data;
  const warned = drop !== null && drop.warnOn <= dates.today;
  const put = (next: Lock | null) =>
    setLock.mutate(
      { params, body: { version: customer.version, lock: next } },
      {
        onSuccess: () => {
          setLocking(false);
          void message.success(t(next ? 'pool.lockedDone' : 'pool.unlockedDone'));
        },
        onError: (error) => void message.error(problem(error)),
      },
    );
  const button = (
    <Button
      size="small"
      disabled={!customer.can.assign}
      title={customer.can.assign ? undefined : t('customer.noForbidden')}
      loading={setLock.isPending}
      onClick={() => (lock ? put(null) : setLocking(true))}
    >
      {t(lock ? 'pool.unlock' : 'pool.lock')}
    </Button>
  );
  return (
    <Section title={t('pool.standing')} extra={button}>
      {lock && (
        <div>
          {[t('pool.locked'), lock.untilOn && t('pool.lockedUntil', { date: lock.untilOn })]
            .filter(Boolean)
            .join(' · ')}
          <div className="soft">{[lock.reason, lock.by.name].join(' · ')}</div>
        </div>
      )}
      {drop && (
        <div className={warned && !lock ? 'danger' : ''}>
          {words.on(drop.on)}
          <span className={warned && !lock ? '' : 'soft'}> · {words.why(drop)}</span>
        </div>
      )}
      <Modal
        open={locking}
        title={t('pool.lockTitle')}
        onCancel={() => setLocking(false)}
        {...beginInField}
        footer={null}
        destroyOnHidden
      >
        <LockForm saving={setLock.isPending} onClose={() => setLocking(false)} onLock={put} />
      </Modal>
    </Section>
  );
}

interface FormProps {
  saving: boolean;
  onLock: (lock: Lock) => void;
  onClose: () => void;
}

function LockForm({ saving, onLock, onClose }: FormProps) {
  const { t } = useText();
  const { today } = useDates();
  const [reason, setReason] = useState('');
  const [untilOn, setUntilOn] = useState<string | null>(null);
  const ready = reason.trim() !== '' && !saving && (untilOn === null || untilOn >= today);
  const save = () => {
    if (ready) onLock({ reason: reason.trim(), untilOn });
  };
  return (
    <div className="stack" {...saveKeys(save)}>
      <label className="stack">
        {t('pool.lockReason')}
        <GrowingText
          autoFocus
          minRows={2}
          maxRows={6}
          maxLength={200}
          aria-label={t('pool.lockReason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <div className="stack">
        {t('pool.lockUntil')}
        <DateField
          label={t('pool.lockForever')}
          today={today}
          from={today}
          value={untilOn}
          onChange={setUntilOn}
        />
      </div>
      <DialogButtons
        okText={t('pool.lock')}
        ready={ready}
        saving={saving}
        onOk={save}
        onClose={onClose}
      />
    </div>
  );
}
