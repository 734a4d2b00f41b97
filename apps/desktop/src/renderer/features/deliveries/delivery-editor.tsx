import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { Delivery, DeliveryCheck } from '@xinhang/shared/deliveries.ts';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useCommand } from '../../app/query.ts';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { useLineFacts } from '../../form/document/use-line-facts.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { isWarehouse, PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import {
  bodyLines,
  isSent,
  draftOf,
  reckoned,
  shownFen,
  type DeliveryDraft,
  type DraftLine,
} from './delivery-line.ts';
import { filledBatches, lacksBatch } from './fill-batches.ts';
import { LineStrip } from './line-strip.tsx';
import { ReleaseAsk } from './release-ask.tsx';
import { ReleaseBanner } from './release-banner.tsx';
import { useDeliveryColumns } from './use-delivery-columns.ts';

interface Props {
  doc: Delivery;
  /** Beside the buttons. */
  actions: ReactNode;
}

/** A delivery: how much of each line goes, from where and by whom. */
export function DeliveryEditor({ doc, actions }: Props) {
  const { t } = useText();
  const document = useDocument<Delivery, DeliveryDraft>({
    name: 'delivery',
    doc,
    begin: () => draftOf(doc),
    draftOf,
  });
  const { value, put } = document;
  const now = document.now ?? doc;
  const editable = now.can.update;
  const [stopped, setStopped] = useState<DeliveryCheck | null>(null);
  const [line, setLine] = useState<DraftLine | null>(null);
  const batched = editable ? value.lines.filter(({ saved }) => saved.tracksBatch) : [];
  const lying = useLineFacts(batched, value.warehouseId);
  const columns = useDeliveryColumns({
    posted: now.no !== '',
    prices: !now.pricesHidden,
    costs: now.lines.some((one) => one.costFen !== null),
    batches: now.lines.some((one) => one.tracksBatch),
    pieces: now.lines.some((one) => one.tracksSerial),
    lying,
  });
  const update = useCommand(api.deliveries.update);
  const confirm = useCommand(api.deliveries.confirm);
  const commands = useDocumentCommands(document, {
    editable,
    save: ({ lines, ...head }) =>
      update.mutateAsync({
        params: { id: now.id },
        body: { version: now.version, ...head, lines: bodyLines(lines) },
      }),
    confirm: ({ id, version }) => confirm.mutateAsync({ params: { id }, body: { version } }),
    onRefused: (error) => {
      if (!isStop(error)) return false;
      setStopped(error.problem.data as DeliveryCheck);
      return true;
    },
    confirmed: ({ no }) => `${t('delivery.state.confirmed')} ${no}`,
    onSaved: () => undefined,
  });
  const sum = value.lines.reduce((all, one) => all + (one.grossFen ?? 0), 0);
  const { error } = commands;
  const { marks, texts } = useRefusals(isStop(error) ? null : error, value.lines, columns, isSent);
  return (
    <>
      {now.state === 'draft' && <ReleaseBanner doc={now} onAsk={setStopped} />}
      <DocumentFrame
        head={
          editable ? (
            <DraftHead value={value} marks={marks} onChange={put} />
          ) : (
            <PostedHead doc={now} />
          )
        }
        lines={
          <LineGrid<DraftLine>
            label={t('delivery.one')}
            columns={columns}
            lines={value.lines}
            editable={editable}
            begins={now.can.update}
            blank={null}
            marks={marks}
            onChange={(lines) => put({ lines: reckoned(lines) })}
            onLine={setLine}
          />
        }
        strip={
          <LineStrip
            doc={now}
            line={line && (value.lines.find(({ key }) => key === line.key) ?? line)}
            lying={lying}
            locationId={editable ? value.warehouseId : null}
          />
        }
        totals={[
          { label: t('delivery.lineCount'), text: String(value.lines.length) },
          ...(now.grossFen === null
            ? []
            : [{ label: t('delivery.sum'), text: `¥${shownFen(sum)}` }]),
        ]}
        effect={editable ? t('delivery.confirmWhy') : null}
        refusals={texts}
        {...commands.frame}
        confirmText={t('delivery.confirm')}
        actions={
          <>
            {lying.size > 0 && (
              <Button
                disabled={!batched.some(lacksBatch)}
                onClick={() => put({ lines: reckoned(filledBatches(value.lines, lying)) })}
              >
                {t('delivery.fillBatches')}
              </Button>
            )}
            {actions}
          </>
        }
      />
      <ReleaseAsk
        doc={now}
        check={stopped}
        onAsked={() => setStopped(null)}
        onClose={() => setStopped(null)}
      />
    </>
  );
}

interface HeadProps {
  value: DeliveryDraft;
  marks: ReadonlyMap<string, string>;
  onChange: (part: Partial<DeliveryDraft>) => void;
}

function DraftHead({ value, marks, onChange }: HeadProps) {
  const { t } = useText();
  const { today } = useDates();
  const written = (field: 'carrier' | 'trackingNo' | 'note', max: number) => (
    <HeadField label={t(`delivery.${field}`)} wide={field === 'note'}>
      <Input
        maxLength={max}
        value={value[field]}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </HeadField>
  );
  return (
    <>
      <HeadField label={t('delivery.date')} wrong={marks.get('businessDate')}>
        <DateField
          label={t('delivery.date')}
          today={today}
          value={value.businessDate}
          onChange={(day) => day && onChange({ businessDate: day })}
        />
      </HeadField>
      <HeadField label={t('delivery.warehouse')} wrong={marks.get('warehouseId')}>
        <PlaceSelect
          fits={isWarehouse}
          right="deliveries.manage"
          label={t('delivery.warehouse')}
          status={marks.has('warehouseId')}
          value={value.warehouseId}
          onChange={(warehouseId) => onChange({ warehouseId })}
        />
      </HeadField>
      {written('carrier', 80)}
      {written('trackingNo', 80)}
      {written('note', 500)}
    </>
  );
}

/** Of one that is posted, what there is to say. */
function PostedHead({ doc }: { doc: Delivery }) {
  const { t } = useText();
  const said = [
    ['date', doc.businessDate],
    ['warehouse', doc.warehouse?.name ?? ''],
    ['carrier', doc.carrier],
    ['trackingNo', doc.trackingNo],
    ['note', doc.note],
  ] as const;
  return said.map(
    ([field, text]) =>
      text !== '' && (
        <HeadField key={field} label={t(`delivery.${field}`)} wide={field === 'note'}>
          <span>{text}</span>
        </HeadField>
      ),
  );
}

const isStop = (error: Error | null): error is ApiError =>
  error instanceof ApiError && error.problem.code === 'delivery-stopped';
