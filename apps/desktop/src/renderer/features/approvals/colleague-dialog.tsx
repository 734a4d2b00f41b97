import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Alert, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';

interface Props {
  taskId: number;
  kind: 'transfer' | 'signer';
  onClose: () => void;
}

/** Lets a colleague decide instead, or as well. */
export function ColleagueDialog({ taskId, kind, onClose }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const transfer = useCommand(api.approvals.transfer);
  const add = useCommand(api.approvals.addSigner);
  const [people, setPeople] = useState<NameRef[]>([]);
  const [when, setWhen] = useState<'before' | 'after'>('before');
  const [comment, setComment] = useState('');
  const person = people[0];
  const error = transfer.error ?? add.error;
  const done = { onSuccess: onClose };
  const save = () => {
    if (!person || transfer.isPending || add.isPending) return;
    const params = { id: taskId };
    const body = { userId: person.id, comment };
    if (kind === 'transfer') transfer.mutate({ params, body }, done);
    else add.mutate({ params, body: { ...body, when } }, done);
  };
  return (
    <Modal
      open
      title={t(kind === 'transfer' ? 'approvals.transfer' : 'approvals.addSigner')}
      okText={t(kind === 'transfer' ? 'approvals.transfer' : 'approvals.addSigner')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !person, loading: transfer.isPending || add.isPending }}
      onOk={save}
      onCancel={onClose}
      {...beginInField}
    >
      <div className="stack" {...saveKeys(save)}>
        <UserPicker single label={t('approvals.colleague')} value={people} onChange={setPeople} />
        {kind === 'signer' && (
          <Radio.Group
            aria-label={t('approvals.addSigner')}
            value={when}
            options={[
              { value: 'before', label: t('approvals.signBefore') },
              { value: 'after', label: t('approvals.signAfter') },
            ]}
            onChange={(event) => setWhen(event.target.value as 'before' | 'after')}
          />
        )}
        <Input
          aria-label={t('approvals.comment')}
          placeholder={t('approvals.comment')}
          maxLength={500}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
      </div>
    </Modal>
  );
}
