import { api } from '@xinhang/shared/contract/api.ts';
import type { Delivery } from '@xinhang/shared/deliveries.ts';
import { shortDisposals } from '@xinhang/shared/delivery-rules.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Checkbox, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';
import { BackLines, useBackLines } from './back-lines.tsx';

type ShortDisposal = (typeof shortDisposals)[number];

/** Who signed for a delivery, and when. */
export function SignDialog({ doc, onClose }: { doc: Delivery; onClose: () => void }) {
  const { t } = useText();
  const { today } = useDates();
  const words = useRefusalText();
  const [signedOn, setSignedOn] = useState<string | null>(doc.signedOn ?? today);
  const [signedName, setName] = useState(doc.signedName);
  const [signedNote, setNote] = useState(doc.signedNote);
  const navigate = useNavigate();
  const asked = useBackLines(doc);
  const [short, setShort] = useState(false);
  const [disposal, setDisposal] = useState<ShortDisposal>('lost');
  const sign = useCommand(api.deliveries.sign, {
    onDone: ({ shortReturnId: id }) => {
      onClose();
      if (id !== null) void navigate({ to: '/sales-returns/$id', params: { id: String(id) } });
    },
  });
  const nameOf = asked.nameIn(sign.variables?.body.short?.lines);
  const whole = !short || (asked.lines.length > 0 && asked.readable);
  const ready = signedOn !== null && whole && !sign.isPending;
  const save = () => {
    if (!ready) return;
    sign.mutate({
      params: { id: doc.id },
      body: {
        version: doc.version,
        signedOn,
        signedName,
        signedNote,
        short: short ? { disposal, lines: asked.lines } : null,
      },
    });
  };
  return (
    <Modal
      open
      title={t('delivery.signTitle')}
      footer={null}
      width={short ? 720 : 520}
      onCancel={onClose}
      {...beginInField}
    >
      <div className="stack" {...saveKeys(save)}>
        {sign.error && (
          <Alert type="error" showIcon role="alert" title={words(sign.error, nameOf)} />
        )}
        <label className="stack">
          {t('delivery.signedName')}
          <Input
            maxLength={60}
            value={signedName}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className="stack">
          {t('delivery.signedDate')}
          <DateField
            label={t('delivery.signedDate')}
            today={today}
            value={signedOn}
            onChange={setSignedOn}
          />
        </label>
        <label className="stack">
          {t('delivery.signedNote')}
          <Input
            maxLength={200}
            value={signedNote}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
        <Checkbox checked={short} onChange={(event) => setShort(event.target.checked)}>
          {t('delivery.signedShort')}
        </Checkbox>
        {short && (
          <>
            <BackLines doc={doc} asked={asked} label={t('delivery.missing')} />
            <label className="stack">
              {t('delivery.missingBecomes')}
              <Select<ShortDisposal>
                aria-label={t('delivery.missingBecomes')}
                value={disposal}
                options={shortDisposals.map((value) => ({
                  value,
                  label: t(`delivery.missing.${value}`),
                }))}
                onChange={setDisposal}
              />
            </label>
            <span className="soft">{t('delivery.missingWhy')}</span>
          </>
        )}
        <DialogButtons
          okText={t('delivery.sign')}
          ready={ready}
          saving={sign.isPending}
          onOk={save}
          onClose={onClose}
        />
      </div>
    </Modal>
  );
}
