import { api } from '@xinhang/shared/contract/api.ts';
import type { ReceiptNote } from '@xinhang/shared/receipt-notes.ts';
import { App, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useCommand } from '../../app/query.ts';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useAfterCell } from '../../form/document/use-after-cell.ts';
import { useDocumentDraft } from '../../form/document/use-document-draft.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { shownFen } from './purchase-line.ts';
import { bodyLines, draftOf, type NoteDraft, type NoteLine } from './receipt-note-line.ts';
import { useNoteColumns } from './use-note-columns.ts';

/** A receipt of goods: how much of each line came, and where it lies now. */
export function ReceiptNoteEditor({ doc, actions }: { doc: ReceiptNote; actions: ReactNode }) {
  const { t } = useText();
  const { today } = useDates();
  const { message } = App.useApp();
  const [now, setNow] = useState(doc);
  const [saved, setSaved] = useState<NoteDraft>(() => draftOf(doc));
  const editable = now.can.update;
  const draft = useDocumentDraft<NoteDraft>(`receiptNote.${now.id}`, String(now.version), saved);
  const { value, setValue } = draft;
  const put = (part: Partial<NoteDraft>) => setValue({ ...value, ...part });
  const columns = useNoteColumns({
    posted: now.no !== '',
    prices: !now.costHidden,
    batches: now.lines.some((line) => line.tracksBatch),
    pieces: now.lines.some((line) => line.tracksSerial),
  });
  const update = useCommand(api.receiptNotes.update);
  const confirm = useCommand(api.receiptNotes.confirm);
  const { marks, texts } = useRefusals(confirm.error ?? update.error, value.lines);
  const take = (answer: ReceiptNote) => {
    const next = draftOf(answer);
    setNow(answer);
    setSaved(next);
    setValue(next);
  };
  const save = async (): Promise<ReceiptNote | null> => {
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
      void message.success(`${t('receiptNote.state.confirmed')} ${done.no}`);
    } catch {
      // Refused: the draft is saved, what it lacks stands above the lines.
    }
  };
  const onSave = useAfterCell(saveNow);
  const onConfirm = useAfterCell(confirmNow);
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
          addOne={(line) => line}
          pasted={(line) => line}
          marks={marks}
          onChange={(lines) => put({ lines })}
          onLine={() => undefined}
          onPasted={() => undefined}
        />
      }
      strip={null}
      totals={[
        { label: t('order.lineCount'), text: String(value.lines.length) },
        ...(now.grossFen === null || draft.dirty
          ? []
          : [{ label: t('order.gross'), text: `¥${shownFen(now.grossFen)}` }]),
      ]}
      effect={editable ? t('receiptNote.confirmWhy') : null}
      refusals={texts}
      restored={draft.restored}
      onDrop={draft.drop}
      onSave={editable ? onSave : null}
      onConfirm={editable ? onConfirm : null}
      confirmText={t('receiptNote.confirm')}
      saving={update.isPending || confirm.isPending}
      dirty={draft.dirty}
      actions={actions}
    />
  );
}
