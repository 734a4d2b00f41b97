import { followUpTypes } from '@xinhang/shared/activities.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, App, Button, DatePicker, Input, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import dayjs from 'dayjs';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useProblemText } from '../app/problem-text.ts';
import { useCommand, useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { useDates } from '../ui/dates.ts';
import { isConfirm } from '../ui/keys.ts';
import { useShortcut } from '../ui/use-shortcut.ts';
import { useDraft, useKeptDraft } from './drafts.ts';
import { GrowingText } from '../ui/growing-text.tsx';

interface Props {
  customerId: number;
  disabled?: boolean;
  autoFocus?: boolean;
  /** Alt+F comes here instead of asking for a customer. */
  takesShortcut?: boolean;
  onSaved?: () => void;
}

type FollowUpType = (typeof followUpTypes)[number];

interface Draft {
  content: string;
  type: FollowUpType;
  contactId: number | null;
  result: string;
  nextOn: string | null;
}
const blank: Draft = { content: '', type: 'call', contactId: null, result: '', nextOn: null };

/** Days ahead of the one-click next dates. */
const picks = [1, 3, 7, 30] as const;

/** Logs a follow-up: text, type, contact, result, next date; Ctrl+Enter saves. */
export function FollowUpBox(props: Props) {
  const { customerId, disabled = false, autoFocus = false, onSaved } = props;
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const { today } = useDates();
  const contacts = useEndpoint(api.contacts.list, { params: { id: customerId } });
  const create = useCommand(api.activities.create);
  const name = `followUp.${customerId}`;
  const kept = useDraft<Draft>(name);
  const [draft, setDraft] = useState<Draft>(() => ({ ...blank, ...kept.read() }));
  const empty = draft.content.trim() === '' && draft.result.trim() === '';
  useKeptDraft(name, empty ? null : draft);
  const text = useRef<TextAreaRef>(null);
  const takes = props.takesShortcut === true && !disabled;
  useShortcut({ key: 'f', alt: true }, takes ? () => text.current?.focus() : null);

  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  const save = () => {
    if (draft.content.trim() === '' || create.isPending || disabled) return;
    const { nextOn, ...fields } = draft;
    create.mutate(
      // No date leaves the customer's next date as it is.
      { body: { customerId, ...fields, ...(nextOn && { nextOn }) } },
      {
        onSuccess: () => {
          setDraft(blank);
          void message.success(t('followUp.saved'));
          onSaved?.();
        },
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isConfirm(event) && !(event.ctrlKey && event.key.toLowerCase() === 's')) return;
    event.preventDefault();
    save();
  };

  return (
    <div className="stack" role="group" aria-label={t('followUp.title')} onKeyDown={onKeyDown}>
      <GrowingText
        ref={text}
        autoFocus={autoFocus}
        disabled={disabled}
        value={draft.content}
        maxLength={4000}
        minRows={2}
        maxRows={10}
        aria-label={t('followUp.content')}
        aria-keyshortcuts="Alt+F"
        placeholder={t(disabled ? 'customer.noFollowUp' : 'followUp.content')}
        onChange={(event) => change({ content: event.target.value })}
      />
      <div className="line">
        <Select<FollowUpType>
          style={{ width: 84 }}
          disabled={disabled}
          aria-label={t('followUp.type')}
          value={draft.type}
          options={followUpTypes.map((value) => ({ value, label: t(`followType.${value}`) }))}
          onChange={(type) => change({ type })}
        />
        <Select<number | null>
          allowClear
          style={{ width: 112 }}
          disabled={disabled}
          aria-label={t('followUp.contact')}
          placeholder={t('followUp.contact')}
          value={draft.contactId}
          options={(contacts.data?.rows ?? [])
            .filter((row) => row.leftAt === null)
            .map((row) => ({ value: row.id, label: row.name }))}
          onChange={(contactId) => change({ contactId: contactId ?? null })}
        />
        <Input
          style={{ width: 100, flex: 1, minWidth: 96 }}
          disabled={disabled}
          maxLength={500}
          value={draft.result}
          aria-label={t('followUp.result')}
          placeholder={t('followUp.result')}
          onChange={(event) => change({ result: event.target.value })}
        />
        <NextDate
          disabled={disabled}
          today={today}
          value={draft.nextOn}
          onChange={(nextOn) => change({ nextOn })}
        />
        <Button
          type="primary"
          disabled={disabled || draft.content.trim() === ''}
          loading={create.isPending}
          aria-keyshortcuts="Control+Enter"
          title="Ctrl+Enter"
          onClick={save}
        >
          {t('followUp.save')}
        </Button>
      </div>
      {create.error && <Alert type="error" showIcon role="alert" title={words(create.error)} />}
    </div>
  );
}

interface NextDateProps {
  disabled: boolean;
  today: string;
  value: string | null;
  onChange: (date: string | null) => void;
}

function NextDate({ disabled, today, value, onChange }: NextDateProps) {
  const { t } = useText();
  return (
    <span className="line" style={{ gap: 2 }}>
      <DatePicker
        disabled={disabled}
        style={{ width: 124 }}
        aria-label={t('followUp.nextOn')}
        placeholder={t('followUp.nextOn')}
        format={['YYYY-MM-DD', 'YYYYMMDD', 'M-D', 'MMDD']}
        value={value === null ? null : dayjs(value)}
        onChange={(date) => onChange(date?.format('YYYY-MM-DD') ?? null)}
      />
      {picks.map((days) => {
        const date = addDays(today, days);
        return (
          <Button
            key={days}
            type="text"
            size="small"
            disabled={disabled}
            aria-pressed={value === date}
            onClick={() => onChange(value === date ? null : date)}
          >
            {t(`followUp.in${days}`)}
          </Button>
        );
      })}
    </span>
  );
}
