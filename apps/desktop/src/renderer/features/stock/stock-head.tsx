import {
  inReasons,
  isMade,
  outReasons,
  type StockDocKind,
  type StockDocument,
  type StockReason,
} from '@xinhang/shared/stock-documents.ts';
import { Checkbox, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { DateField } from '../../ui/date-field.tsx';
import { useMe } from '../../app/session.ts';
import { HeadField } from '../../form/document/document-frame.tsx';
import { usePlaceNames } from '../../form/use-place-names.ts';
import { useText } from '../../i18n/i18n.ts';
import { PlaceSelect } from '../../form/place-select.tsx';
import { ExtraFields, PostedWhole } from './made-head.tsx';
import type { StockDraft } from './stock-line.ts';

interface Props {
  /** As it is saved; null of one that is begun. */
  doc: StockDocument | null;
  kind: StockDocKind;
  editable: boolean;
  value: StockDraft;
  marks: ReadonlyMap<string, string>;
  costs: boolean;
  /** What is put together or taken apart; shown where something is. */
  whole: ReactNode;
  onChange: (part: Partial<StockDraft>) => void;
}

/** The head of a document of the stock room: where from, where to, when, why. */
export function StockHead(props: Props) {
  const { doc, kind, editable, value, marks, costs, whole, onChange } = props;
  const { t } = useText();
  const { company } = useMe();
  const reasons = kind === 'otherIn' ? inReasons : kind === 'otherOut' ? outReasons : null;
  if (!editable && doc) return <PostedHead doc={doc} />;
  const made = isMade(kind);
  return (
    <>
      {made && whole}
      {kind !== 'otherIn' && (
        <HeadField label={t(fromWord(kind))} wrong={marks.get('fromLocationId')}>
          <PlaceSelect
            label={t(fromWord(kind))}
            right="stock.move"
            disabled={kind === 'count'}
            autoFocus={doc === null && !made}
            status={marks.has('fromLocationId')}
            value={value.fromLocationId}
            onChange={(fromLocationId) => onChange({ fromLocationId })}
          />
        </HeadField>
      )}
      {(kind === 'otherIn' || kind === 'transfer' || made) && (
        <HeadField label={t(toWord(kind))} wrong={marks.get('toLocationId')}>
          <PlaceSelect
            label={t(toWord(kind))}
            // What is sent in two steps is taken in by who keeps the other place.
            {...(!(kind === 'transfer' && value.twoStep) && { right: 'stock.move' as const })}
            autoFocus={doc === null && kind === 'otherIn'}
            status={marks.has('toLocationId')}
            value={value.toLocationId}
            onChange={(toLocationId) => onChange({ toLocationId })}
          />
        </HeadField>
      )}
      {reasons && (
        <HeadField label={t('stock.reason')} wrong={marks.get('reason')}>
          <Select<StockDraft['reason']>
            aria-label={t('stock.reason')}
            {...(marks.has('reason') && { status: 'error' as const })}
            value={value.reason}
            options={reasons.map((reason) => ({
              value: reason,
              label: t(`stock.reason.${reason}`),
            }))}
            onChange={(reason) => onChange({ reason })}
          />
        </HeadField>
      )}
      <HeadField label={t('stock.date')} wrong={marks.get('businessDate')}>
        <DateField
          label={t('stock.date')}
          today={company.today}
          value={value.businessDate}
          onChange={(date) => date && onChange({ businessDate: date })}
        />
      </HeadField>
      {made && costs && <ExtraFields value={value} marks={marks} onChange={onChange} />}
      {kind === 'transfer' && (
        <HeadField label={t('stock.way')}>
          <Checkbox
            checked={value.twoStep}
            onChange={(event) => onChange({ twoStep: event.target.checked })}
          >
            {t('stock.twoStep')}
          </Checkbox>
        </HeadField>
      )}
      <HeadField label={t('stock.note')} wide wrong={marks.get('note')}>
        <Input
          maxLength={500}
          autoComplete="off"
          aria-label={t('stock.note')}
          {...(marks.has('note') && { status: 'error' as const })}
          value={value.note}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      </HeadField>
    </>
  );
}

const fromWord = (kind: StockDocKind) =>
  kind === 'count'
    ? ('stock.countedPlace' as const)
    : isMade(kind)
      ? (`assembly.from.${kind}` as const)
      : ('stock.from' as const);
const toWord = (kind: StockDocKind) =>
  isMade(kind) ? (`assembly.to.${kind}` as const) : ('stock.to' as const);

/** The same of what was posted: words, nothing to write in. */
function PostedHead({ doc }: { doc: StockDocument }) {
  const { t } = useText();
  const nameOf = usePlaceNames();
  const field = (label: string, text: string, wide = false) => (
    <div className={wide ? 'doc-field doc-wide' : 'doc-field'}>
      <span>{label}</span>
      <span>{text}</span>
    </div>
  );
  return (
    <>
      {doc.whole && <PostedWhole doc={doc} field={field} />}
      {doc.from && field(t(fromWord(doc.kind)), nameOf(doc.from))}
      {doc.to && field(t(toWord(doc.kind)), nameOf(doc.to))}
      {doc.reason !== '' &&
        field(t('stock.reason'), t(`stock.reason.${doc.reason as StockReason}`))}
      {field(t('stock.date'), doc.businessDate)}
      {doc.twoStep && field(t('stock.way'), t('stock.twoStep'))}
      {doc.note !== '' && field(t('stock.note'), doc.note, true)}
    </>
  );
}
