import { followUpTypes } from '@xinhang/shared/activities.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, App, Button, DatePicker, Input, Select, Space } from 'antd';
import dayjs from 'dayjs';
import { useState, type KeyboardEvent } from 'react';
import { useProblemText } from '../app/problem-text.ts';
import { useCommand, useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { isConfirm } from '../ui/keys.ts';

interface Props {
  customerId: number;
  disabled?: boolean;
  autoFocus?: boolean;
  onSaved?: () => void;
}

type FollowUpType = (typeof followUpTypes)[number];

/** Logs a follow-up: text, type, contact, result, next date; Ctrl+Enter saves. */
export function FollowUpBox({ customerId, disabled = false, autoFocus = false, onSaved }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const contacts = useEndpoint(api.contacts.list, { params: { id: customerId } });
  const create = useCommand(api.activities.create);
  const [content, setContent] = useState('');
  const [type, setType] = useState<FollowUpType>('call');
  const [contactId, setContactId] = useState<number | null>(null);
  const [result, setResult] = useState('');
  const [nextOn, setNextOn] = useState<string | null>(null);

  const save = () => {
    if (content.trim() === '' || create.isPending || disabled) return;
    create.mutate(
      {
        // No date leaves the customer's next date as it is.
        body: { customerId, contactId, type, content, result, ...(nextOn && { nextOn }) },
      },
      {
        onSuccess: () => {
          setContent('');
          setResult('');
          setNextOn(null);
          message.success(t('followUp.saved'));
          onSaved?.();
        },
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isConfirm(event)) return;
    event.preventDefault();
    save();
  };

  return (
    <Space
      orientation="vertical"
      style={{ width: '100%' }}
      role="group"
      aria-label={t('followUp.title')}
      onKeyDown={onKeyDown}
    >
      <Input.TextArea
        autoFocus={autoFocus}
        disabled={disabled}
        value={content}
        maxLength={4000}
        autoSize={{ minRows: 2, maxRows: 10 }}
        aria-label={t('followUp.content')}
        placeholder={t(disabled ? 'customer.noFollowUp' : 'followUp.content')}
        onChange={(event) => setContent(event.target.value)}
      />
      <Space wrap>
        <Select<FollowUpType>
          style={{ width: 90 }}
          disabled={disabled}
          aria-label={t('followUp.type')}
          value={type}
          options={followUpTypes.map((value) => ({ value, label: t(`followType.${value}`) }))}
          onChange={setType}
        />
        <Select<number | null>
          allowClear
          style={{ width: 130 }}
          disabled={disabled}
          aria-label={t('followUp.contact')}
          placeholder={t('followUp.contact')}
          value={contactId}
          options={(contacts.data?.rows ?? [])
            .filter((row) => row.leftAt === null)
            .map((row) => ({ value: row.id, label: row.name }))}
          onChange={(value) => setContactId(value ?? null)}
        />
        <Input
          style={{ width: 180 }}
          disabled={disabled}
          maxLength={500}
          value={result}
          aria-label={t('followUp.result')}
          placeholder={t('followUp.result')}
          onChange={(event) => setResult(event.target.value)}
        />
        <DatePicker
          disabled={disabled}
          aria-label={t('followUp.nextOn')}
          placeholder={t('followUp.nextOn')}
          format={['YYYY-MM-DD', 'YYYYMMDD', 'M-D', 'MMDD']}
          value={nextOn === null ? null : dayjs(nextOn)}
          onChange={(value) => setNextOn(value?.format('YYYY-MM-DD') ?? null)}
        />
        <Button
          type="primary"
          disabled={disabled || content.trim() === ''}
          loading={create.isPending}
          aria-keyshortcuts="Control+Enter"
          onClick={save}
        >
          {t('followUp.save')} Ctrl+Enter
        </Button>
      </Space>
      {create.error && <Alert type="error" showIcon role="alert" title={words(create.error)} />}
    </Space>
  );
}
