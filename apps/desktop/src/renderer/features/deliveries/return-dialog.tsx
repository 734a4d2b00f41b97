import { api } from '@xinhang/shared/contract/api.ts';
import type { Delivery } from '@xinhang/shared/deliveries.ts';
import { returnDisposals, type ReturnDisposal } from '@xinhang/shared/delivery-rules.ts';
import type { SalesReturn } from '@xinhang/shared/sales-returns.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { isWarehouse, takesBack, PlaceSelect } from '../../form/place-select.tsx';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { beginInField } from '../../ui/begin-in-field.ts';
import { useDates } from '../../ui/dates.ts';
import { saveKeys } from '../../ui/keys.ts';
import { BackLines, useBackLines } from './back-lines.tsx';

interface Props {
  doc: Delivery;
  /** What is written already; without it a draft is begun. */
  draft?: SalesReturn;
  onClose: () => void;
}

/** The button that opens a draft of a delivery to be changed. */
export function ChangeReturnButton({ draft }: { draft: SalesReturn }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const delivery = useEndpoint(
    api.deliveries.get,
    { params: { id: draft.delivery?.id ?? 0 } },
    { enabled: open && draft.delivery !== null },
  );
  if (!draft.can.change) return null;
  return (
    <>
      <Button loading={open && delivery.isLoading} onClick={() => setOpen(true)}>
        {t('salesReturn.change')}
      </Button>
      {open && delivery.data && (
        <ReturnDialog doc={delivery.data} draft={draft} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

/** What of a delivery comes back, and what becomes of it; drafts a return and opens it. */
export function ReturnDialog({ doc, draft, onClose }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const words = useRefusalText();
  const navigate = useNavigate();
  const asked = useBackLines(doc, draft?.lines);
  const [reason, setReason] = useState(draft?.reason ?? '');
  const [note, setNote] = useState(draft?.note ?? '');
  const [on, setOn] = useState(draft?.businessDate ?? today);
  const [placeId, setPlaceId] = useState<number | null>(draft?.warehouse?.id ?? null);
  const [disposal, setDisposal] = useState<ReturnDisposal>(draft?.disposal ?? 'stock');
  const change = useCommand(api.salesReturns.change, { form: true, onDone: onClose });
  const create = useCommand(api.salesReturns.create, {
    form: true,
    onDone: ({ id }) => void navigate({ to: '/sales-returns/$id', params: { id: String(id) } }),
  });
  const chosen = asked.lines;
  const saving = create.isPending || change.isPending;
  const error = create.error ?? change.error;
  const nameOf = asked.nameIn((create.variables ?? change.variables)?.body.lines);
  const ready = reason.trim() !== '' && chosen.length > 0 && asked.readable && !saving;
  const save = () => {
    if (!ready) return;
    const body = { businessDate: on, reason: reason.trim(), disposal, note, lines: chosen };
    const place = placeId === null ? {} : { warehouseId: placeId };
    if (draft) {
      const { id, version } = draft;
      change.mutate({ params: { id }, body: { version, ...body, ...place } });
    } else create.mutate({ body: { deliveryId: doc.id, ...body, ...place } });
  };
  return (
    <Modal
      open
      title={t(draft ? 'salesReturn.changeOf' : 'salesReturn.new', { no: doc.no })}
      footer={null}
      width={720}
      onCancel={onClose}
      {...beginInField}
    >
      <div className="stack" {...saveKeys(save)}>
        {error && <Alert type="error" showIcon role="alert" title={words(error, nameOf)} />}
        <BackLines doc={doc} asked={asked} label={t('salesReturn.qty')} whole />
        <label className="stack">
          {t('salesReturn.reason')}
          <Input
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <div className="line">
          <label className="stack">
            {t('salesReturn.disposal')}
            <Select<ReturnDisposal>
              style={{ width: 150 }}
              aria-label={t('salesReturn.disposal')}
              value={disposal}
              options={returnDisposals.map((value) => ({
                value,
                label: t(`salesReturn.disposal.${value}`),
              }))}
              onChange={(value) => {
                setDisposal(value);
                // What is scrapped goes elsewhere, unless somebody says where.
                setPlaceId(null);
              }}
            />
          </label>
          <label className="stack">
            {t('delivery.date')}
            <DateField
              label={t('delivery.date')}
              today={today}
              value={on}
              onChange={(date) => date && setOn(date)}
            />
          </label>
          <label className="stack">
            {t('delivery.warehouse')}
            <PlaceSelect
              fits={disposal === 'scrap' ? takesBack : isWarehouse}
              label={t('delivery.warehouse')}
              placeholder={t(
                disposal === 'scrap' ? 'salesReturn.scrapPlace' : 'salesReturn.samePlace',
              )}
              clearable
              style={{ width: 200 }}
              value={placeId}
              onChange={setPlaceId}
            />
          </label>
        </div>
        <label className="stack">
          {t('stock.note')}
          <Input maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        {chosen.length === 0 && <span className="soft">{t('salesReturn.nothing')}</span>}
        <DialogButtons
          okText={t('salesReturn.save')}
          ready={ready}
          saving={saving}
          onOk={save}
          onClose={onClose}
        />
      </div>
    </Modal>
  );
}
