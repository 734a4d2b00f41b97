import { api } from '@xinhang/shared/contract/api.ts';
import type { ReceiptNote } from '@xinhang/shared/receipt-notes.ts';
import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useCommand } from '../../app/query.ts';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { isWarehouse, PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { shownFen } from './purchase-line.ts';
import {
  bodyLines,
  isSent,
  draftOf,
  isService,
  type NoteDraft,
  type NoteLine,
} from './receipt-note-line.ts';
import { useNoteColumns } from './use-note-columns.ts';

/** A receipt of goods: how much of each line came, and where it lies now. */
export function ReceiptNoteEditor({ doc, actions }: { doc: ReceiptNote; actions: ReactNode }) {
  const { t } = useText();
  const { today } = useDates();
  const document = useDocument<ReceiptNote, NoteDraft>({
    name: 'receiptNote',
    doc,
    begin: () => draftOf(doc),
    draftOf,
  });
  const { value, put, dirty } = document;
  const now = document.now ?? doc;
  const editable = now.can.update;
  const columns = useNoteColumns({
    posted: now.no !== '',
    prices: !now.costHidden,
    batches: now.lines.some((line) => line.tracksBatch),
    pieces: now.lines.some((line) => line.tracksSerial),
    services: value.lines.some(isService),
    returned: now.lines.some((line) => line.returnedE4 > 0),
  });
  const update = useCommand(api.receiptNotes.update);
  const confirm = useCommand(api.receiptNotes.confirm);
  const commands = useDocumentCommands(document, {
    editable,
    save: ({ lines, ...head }) =>
      update.mutateAsync({
        params: { id: now.id },
        body: { version: now.version, ...head, lines: bodyLines(lines) },
      }),
    confirm: ({ id, version }) => confirm.mutateAsync({ params: { id }, body: { version } }),
    confirmed: ({ no }) => `${t('receiptNote.state.confirmed')} ${no}`,
    onSaved: () => undefined,
  });
  const { marks, texts } = useRefusals(commands.error, value.lines, columns, isSent);
  return (
    <DocumentFrame
      head={
        <>
          <HeadField label={t('receiptNote.date')} wrong={marks.get('businessDate')}>
            <DateField
              label={t('receiptNote.date')}
              today={today}
              disabled={!editable}
              value={value.businessDate}
              onChange={(day) => day && put({ businessDate: day })}
            />
          </HeadField>
          <HeadField label={t('receiptNote.warehouse')} wrong={marks.get('warehouseId')}>
            <PlaceSelect
              fits={isWarehouse}
              right="receiptNotes.manage"
              label={t('receiptNote.warehouse')}
              disabled={!editable}
              status={marks.has('warehouseId')}
              value={value.warehouseId}
              onChange={(warehouseId) => put({ warehouseId })}
            />
          </HeadField>
          <HeadField label={t('receiptNote.supplierNoteNo')}>
            <Input
              disabled={!editable}
              maxLength={60}
              aria-label={t('receiptNote.supplierNoteNo')}
              value={value.supplierNoteNo}
              onChange={(event) => put({ supplierNoteNo: event.target.value })}
            />
          </HeadField>
          <HeadField label={t('purchase.note')} wide>
            <Input
              disabled={!editable}
              maxLength={500}
              aria-label={t('purchase.note')}
              value={value.note}
              onChange={(event) => put({ note: event.target.value })}
            />
          </HeadField>
        </>
      }
      lines={
        <LineGrid<NoteLine>
          label={t('receiptNote.one')}
          columns={columns}
          lines={value.lines}
          editable={editable}
          blank={null}
          marks={marks}
          onChange={(lines) => put({ lines })}
        />
      }
      strip={null}
      totals={[
        { label: t('order.lineCount'), text: String(value.lines.length) },
        ...(now.grossFen === null || dirty
          ? []
          : [{ label: t('order.gross'), text: `¥${shownFen(now.grossFen)}` }]),
      ]}
      effect={editable ? t('receiptNote.confirmWhy') : null}
      refusals={texts}
      {...commands.frame}
      confirmText={t('receiptNote.confirm')}
      actions={actions}
    />
  );
}
