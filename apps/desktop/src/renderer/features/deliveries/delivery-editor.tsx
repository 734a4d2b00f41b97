import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { Delivery, DeliveryCheck } from '@xinhang/shared/deliveries.ts';
import { Alert, App, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useAfterCell } from '../../form/document/use-after-cell.ts';
import { useDocumentDraft } from '../../form/document/use-document-draft.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import {
  bodyLines,
  draftOf,
  shownFen,
  type DeliveryDraft,
  type DraftLine,
} from './delivery-line.ts';
import { useDeliveryColumns } from './use-delivery-columns.ts';

interface Props {
  doc: Delivery;
  /** Beside the buttons. */
  actions: ReactNode;
}

/** A delivery: how much of each line goes, from where and by whom. */
export function DeliveryEditor({ doc, actions }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const { message } = App.useApp();
  const [now, setNow] = useState(doc);
  const [saved, setSaved] = useState<DeliveryDraft>(() => draftOf(doc));
  const editable = now.can.update;
  const draft = useDocumentDraft<DeliveryDraft>(`delivery.${now.id}`, String(now.version), saved);
  const { value, setValue } = draft;
  const put = (part: Partial<DeliveryDraft>) => setValue({ ...value, ...part });
  const columns = useDeliveryColumns({
    posted: now.no !== '',
    prices: !now.pricesHidden,
    batches: now.lines.some((line) => line.tracksBatch),
    pieces: now.lines.some((line) => line.tracksSerial),
  });
  const update = useCommand(api.deliveries.update);
  const confirm = useCommand(api.deliveries.confirm);
  const failed = confirm.error ?? update.error;
  const stop = failed instanceof ApiError && failed.problem.code === 'delivery-stopped';
  const { marks, texts } = useRefusals(stop ? null : failed, value.lines);

  const take = (answer: Delivery) => {
    const next = draftOf(answer);
    setNow(answer);
    setSaved(next);
    setValue(next);
  };
  const save = async (): Promise<Delivery | null> => {
    for (const command of [update, confirm]) command.reset();
    try {
      if (!draft.dirty) return now;
      const { lines, ...head } = value;
      const body = { version: now.version, ...head, lines: bodyLines(lines) };
      const answer = await update.mutateAsync({ params: { id: now.id }, body });
      draft.settle();
      take(answer);
      return answer;
    } catch {
      // It stands above the lines.
      return null;
    }
  };
  const saveNow = async () => {
    if (await save()) void message.success(t('doc.saved'));
  };
  const confirmNow = async () => {
    const answer = await save();
    if (!answer) return;
    const { id, version } = answer;
    try {
      const done = await confirm.mutateAsync({ params: { id }, body: { version } });
      take(done);
      void message.success(`${t('delivery.state.confirmed')} ${done.no}`);
    } catch {
      // Refused: the draft is saved, what it lacks stands above the lines.
    }
  };
  const onSave = useAfterCell(saveNow);
  const onConfirm = useAfterCell(confirmNow);
  return (
    <>
      {now.state === 'draft' && <Stopped doc={now} />}
      <DocumentFrame
        head={
          <>
            <HeadField label={t('delivery.date')} wrong={marks.get('businessDate')}>
              <DateField
                label={t('delivery.date')}
                today={today}
                disabled={!editable}
                value={value.businessDate}
                onChange={(day) => day && put({ businessDate: day })}
              />
            </HeadField>
            <HeadField label={t('delivery.warehouse')} wrong={marks.get('warehouseId')}>
              <PlaceSelect
                label={t('delivery.warehouse')}
                disabled={!editable}
                status={marks.has('warehouseId')}
                value={value.warehouseId}
                onChange={(warehouseId) => put({ warehouseId })}
              />
            </HeadField>
            <HeadField label={t('delivery.carrier')}>
              <Input
                disabled={!editable}
                maxLength={80}
                value={value.carrier}
                onChange={(event) => put({ carrier: event.target.value })}
              />
            </HeadField>
            <HeadField label={t('delivery.trackingNo')}>
              <Input
                disabled={!editable}
                maxLength={80}
                value={value.trackingNo}
                onChange={(event) => put({ trackingNo: event.target.value })}
              />
            </HeadField>
            <HeadField label={t('delivery.note')} wide>
              <Input
                disabled={!editable}
                maxLength={500}
                value={value.note}
                onChange={(event) => put({ note: event.target.value })}
              />
            </HeadField>
          </>
        }
        lines={
          <LineGrid<DraftLine>
            label={t('delivery.one')}
            columns={columns}
            lines={value.lines}
            editable={editable}
            blank={null}
            addOne={(line) => line}
            pasted={(line) => line}
            marks={marks}
            onChange={(lines) => put({ lines })}
            onLine={() => undefined}
            onPasted={() => undefined}
          />
        }
        strip={
          now.shipTo ? (
            <span>
              <span className="soft">{t('delivery.shipTo')}</span>{' '}
              {[now.shipTo.receiver, now.shipTo.phone, now.shipTo.address]
                .filter(Boolean)
                .join(' · ')}
            </span>
          ) : null
        }
        totals={[
          { label: t('delivery.lineCount'), text: String(value.lines.length) },
          ...(now.grossFen === null || draft.dirty
            ? []
            : [{ label: t('delivery.sum'), text: `¥${shownFen(now.grossFen)}` }]),
        ]}
        effect={editable ? t('delivery.confirmWhy') : null}
        refusals={stop ? [t('problem.delivery-stopped')] : texts}
        restored={draft.restored}
        onDrop={draft.drop}
        onSave={editable ? onSave : null}
        onConfirm={editable ? onConfirm : null}
        confirmText={t('delivery.confirm')}
        saving={update.isPending || confirm.isPending}
        dirty={draft.dirty}
        actions={actions}
      />
    </>
  );
}

/** What would stop it, before anybody tries; how the customer stands, to whom that is shown. */
function Stopped({ doc }: { doc: Delivery }) {
  const { t } = useText();
  const found = useEndpoint(api.deliveries.check, { params: { id: doc.id } });
  const check: DeliveryCheck | undefined = found.data;
  if (!check || check.reasons.length === 0) return null;
  const { credit } = check;
  return (
    <Alert
      type="warning"
      showIcon
      className="page-note"
      title={t('delivery.stopped', {
        reasons: check.reasons.map((one) => t(`delivery.stop.${one}`)).join('、'),
      })}
      {...(credit && {
        description: t('delivery.figures', {
          limit: credit.limitFen === null ? '—' : shownFen(credit.limitFen),
          exposure: shownFen(credit.exposureFen),
          open: shownFen(credit.openFen),
          advance: shownFen(credit.advanceFen),
          overdue: shownFen(credit.overdueFen),
        }),
      })}
    />
  );
}
