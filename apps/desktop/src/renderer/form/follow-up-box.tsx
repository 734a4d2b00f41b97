import { followUpTypes } from '@xinhang/shared/activities.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, App, Button, Input, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useRef, type ClipboardEvent, type DragEvent } from 'react';
import { useProblemText } from '../app/problem-text.ts';
import { useCommand, useEndpoint } from '../app/query.ts';
import { pastedFiles } from '../app/upload.ts';
import { useText } from '../i18n/i18n.ts';
import { useDates } from '../ui/dates.ts';
import { GrowingText } from '../ui/growing-text.tsx';
import { saveKeys } from '../ui/keys.ts';
import { useShortcut } from '../ui/use-shortcut.ts';
import { ArticlePicker } from './article-picker.tsx';
import { DraftFiles, useDraftFiles } from './draft-files.tsx';
import { NextDate } from './next-date.tsx';
import { useFollowUpDraft, type FollowUpDraft } from './use-follow-up-draft.ts';
import { onlyWords } from '../ui/only-words.ts';

interface Props {
  customerId: number;
  /** The deal it is about, where it is logged on the page of one. */
  dealId?: number;
  /** The plan that it does. */
  planId?: number;
  /** The contact it is with, where it is logged on the page of one. */
  contactId?: number;
  /** The care that it does. */
  careItemId?: number;
  disabled?: boolean;
  autoFocus?: boolean;
  /** Alt+F comes here instead of asking for a customer. */
  takesShortcut?: boolean;
  onSaved?: () => void;
}

function bodyOf({ customerId, dealId, planId, careItemId, ...of }: Props, draft: FollowUpDraft) {
  const { content, type, result, nextOn, files, articles } = draft;
  const contactId = draft.contactId ?? of.contactId ?? null;
  return {
    customerId,
    ...(dealId && { dealId }),
    ...(planId && { planId }),
    ...(careItemId && { careItemId }),
    content,
    type,
    contactId,
    result,
    // No date leaves the customer's next date as it is.
    ...(nextOn && { nextOn }),
    ...(files.length > 0 && { fileIds: files.map((file) => file.id) }),
    ...(articles.length > 0 && { articleIds: articles.map((article) => article.id) }),
  };
}

/** Logs a follow-up: text, next date, type, contact, result; Ctrl+Enter saves. */
export function FollowUpBox(props: Props) {
  const { customerId, disabled = false, autoFocus = false, onSaved } = props;
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const { today } = useDates();
  const { draft, latest, change, saved, forget, keyFor } = useFollowUpDraft(
    customerId,
    props.dealId,
  );
  const create = useCommand(api.activities.create, { resend: true, onDone: forget });
  const files = useDraftFiles(customerId, (file) => change({ files: [...latest().files, file] }));
  const text = useRef<TextAreaRef>(null);
  const takes = props.takesShortcut === true && !disabled;
  useShortcut({ key: 'f', alt: true }, takes ? () => text.current?.focus() : null);

  const past = draft.nextOn !== null && draft.nextOn < today;
  const save = () => {
    const now = latest();
    if (now.nextOn !== null && now.nextOn < today) return;
    if (now.content.trim() === '' || create.isPending || files.sending || disabled) return;
    const body = bodyOf(props, now);
    create.mutate(
      { body, idempotencyKey: keyFor(body) },
      {
        onSuccess: () => {
          saved(now);
          void message.success(t('followUp.saved'));
          onSaved?.();
        },
      },
    );
  };
  const takeFiles = (event: ClipboardEvent | DragEvent, given: File[]) => {
    if (given.length === 0 || disabled) return;
    event.preventDefault();
    void files.send(given);
  };

  const waiting = create.isPending && create.failureCount > 0;
  const busy = disabled || waiting;
  return (
    <div
      className="stack screen-only"
      role="group"
      aria-label={t('followUp.title')}
      {...saveKeys(save)}
      onPaste={(event) => takeFiles(event, pastedFiles(event.clipboardData))}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => takeFiles(event, [...event.dataTransfer.files])}
    >
      <GrowingText
        ref={text}
        autoFocus={autoFocus}
        disabled={disabled}
        readOnly={waiting}
        value={draft.content}
        maxLength={4000}
        minRows={2}
        maxRows={10}
        aria-label={t('followUp.content')}
        aria-keyshortcuts="Alt+F"
        placeholder={t(disabled ? 'customer.noFollowUp' : 'followUp.placeholder')}
        onChange={(event) => change({ content: event.target.value })}
      />
      <DraftFiles
        files={draft.files}
        state={files}
        onRemove={(id) => change({ files: draft.files.filter((file) => file.id !== id) })}
      />
      <div className="line">
        <NextDate
          disabled={busy}
          today={today}
          value={draft.nextOn}
          onChange={(nextOn) => change({ nextOn })}
        />
        <Details
          customerId={customerId}
          disabled={busy}
          draft={{ ...draft, contactId: draft.contactId ?? props.contactId ?? null }}
          onChange={change}
        />
        <ArticlePicker
          value={draft.articles}
          disabled={busy}
          onChange={(articles) => change({ articles })}
        />
        <Button
          type="primary"
          disabled={disabled || past || draft.content.trim() === '' || files.sending !== null}
          loading={create.isPending}
          aria-keyshortcuts="Control+Enter"
          title="Ctrl+Enter"
          onClick={save}
        >
          {t('followUp.save')}
        </Button>
      </div>
      {past && <Alert type="error" showIcon role="alert" title={t('followUp.nextPast')} />}
      {waiting && <Alert type="warning" showIcon role="status" title={t('followUp.waiting')} />}
      {create.error && !waiting && (
        <Alert type="error" showIcon role="alert" title={words(create.error)} />
      )}
    </div>
  );
}

interface DetailsProps {
  customerId: number;
  disabled: boolean;
  draft: FollowUpDraft;
  onChange: (part: Partial<FollowUpDraft>) => void;
}

function Details({ customerId, disabled, draft, onChange }: DetailsProps) {
  const { t } = useText();
  const contacts = useEndpoint(api.contacts.list, { params: { id: customerId } });
  return (
    <>
      <Select<FollowUpDraft['type']>
        style={{ width: 84 }}
        disabled={disabled}
        aria-label={t('followUp.type')}
        value={draft.type}
        options={followUpTypes.map((value) => ({ value, label: t(`followType.${value}`) }))}
        onChange={(type) => onChange({ type })}
      />
      <Select<number | null>
        {...onlyWords}
        allowClear
        style={{ width: 112 }}
        disabled={disabled}
        aria-label={t('followUp.contact')}
        placeholder={t('followUp.contact')}
        value={draft.contactId}
        options={(contacts.data?.rows ?? [])
          .filter((row) => row.leftAt === null)
          .map((row) => ({ value: row.id, label: row.name }))}
        onChange={(contactId) => onChange({ contactId: contactId ?? null })}
      />
      <Input
        style={{ width: 100, flex: 1, minWidth: 96 }}
        disabled={disabled}
        maxLength={500}
        value={draft.result}
        aria-label={t('followUp.result')}
        placeholder={t('followUp.result')}
        onChange={(event) => onChange({ result: event.target.value })}
      />
    </>
  );
}
