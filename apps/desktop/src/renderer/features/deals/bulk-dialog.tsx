import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';
import type { DealAction } from './bulk-types.ts';
import { ReasonField } from './reason-field.tsx';

/** What is about to be done with many deals, before it is known with what. */
export type Asking =
  | { kind: 'assign' }
  | { kind: 'expectedOn' }
  | { kind: 'stage'; stage: NameRef }
  | { kind: 'close'; outcome: 'lost' | 'void' };

interface Props {
  asking: Asking | null;
  /** Which deals are meant, in words. */
  scope: string;
  onRun: (action: DealAction) => void;
  onClose: () => void;
}

/** Asks for what an action on many deals needs, and says on which. */
export function BulkDialog({ asking, ...props }: Props) {
  const { t } = useText();
  const title = (now: Asking) => {
    if (now.kind === 'assign') return t('deal.assign');
    if (now.kind === 'expectedOn') return t('deal.bulkDateTitle');
    if (now.kind === 'stage') return t('deal.moveTo', { stage: now.stage.name });
    return t(`deal.${now.outcome}Do`);
  };
  return (
    <Modal
      open={asking !== null}
      title={asking && `${title(asking)} · ${props.scope}`}
      footer={null}
      onCancel={props.onClose}
      {...beginInField}
      destroyOnHidden
    >
      {asking && <Content asking={asking} okText={title(asking)} {...props} />}
    </Modal>
  );
}

function Content({
  asking,
  okText,
  onRun,
  onClose,
}: Omit<Props, 'asking' | 'scope'> & { asking: Asking; okText: string }) {
  const { t } = useText();
  const { today } = useDates();
  const [owner, setOwner] = useState<NameRef[]>([]);
  const [date, setDate] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const text = reason.trim();
  const fields: Record<Asking['kind'], { action: DealAction | null; body: ReactNode }> = {
    assign: {
      action: owner[0] ? { kind: 'assign', ownerId: owner[0].id, note: note.trim() } : null,
      body: (
        <>
          <UserPicker
            single
            purpose="dealOwner"
            label={t('deal.newOwner')}
            value={owner}
            onChange={setOwner}
          />
          <TextField label={t('deal.noteForAll')} value={note} longest={200} onChange={setNote} />
        </>
      ),
    },
    expectedOn: {
      action: date === null ? null : { kind: 'expectedOn', expectedOn: date },
      body: (
        <label className="stack">
          {t('deal.expectedOn')}
          <DateField label={t('deal.expectedOn')} today={today} value={date} onChange={setDate} />
        </label>
      ),
    },
    stage: {
      action:
        asking.kind === 'stage' ? { kind: 'stage', stageId: asking.stage.id, reason: text } : null,
      body: (
        <>
          <span className="soft">{t('deal.bulkGates')}</span>
          <TextField
            label={t('deal.bulkBackWhy')}
            value={reason}
            longest={200}
            onChange={setReason}
          />
        </>
      ),
    },
    close: {
      action:
        asking.kind === 'close' && text !== ''
          ? { kind: 'close', outcome: asking.outcome, reason: text, note: note.trim() }
          : null,
      body: (
        <>
          <ReasonField
            outcome={asking.kind === 'close' ? asking.outcome : 'void'}
            value={reason}
            onChange={setReason}
          />
          <span className="soft">{t('deal.bulkEndWhy')}</span>
          <TextField label={t('deal.closeNote')} value={note} longest={500} onChange={setNote} />
        </>
      ),
    },
  };
  const { action, body } = fields[asking.kind];
  const run = () => {
    if (action) onRun(action);
  };
  return (
    <div className="stack" {...saveKeys(run)}>
      {body}
      <DialogButtons
        okText={okText}
        ready={action !== null}
        saving={false}
        onOk={run}
        onClose={onClose}
      />
    </div>
  );
}

function TextField(props: {
  label: string;
  value: string;
  longest: number;
  onChange: (text: string) => void;
}) {
  return (
    <label className="stack">
      {props.label}
      <Input
        maxLength={props.longest}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}
