import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { formatE4, priceE4 } from '@xinhang/shared/quantity.ts';
import type { StockDocKind, StockDocument } from '@xinhang/shared/stock-documents.ts';
import { App } from 'antd';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { DocumentFrame } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useAfterCell } from '../../form/document/use-after-cell.ts';
import { useDocumentDraft } from '../../form/document/use-document-draft.ts';
import { useText } from '../../i18n/i18n.ts';
import { readNumber } from '../../form/amount-text.ts';
import { StockHead } from './stock-head.tsx';
import {
  amountOf,
  blankLine,
  bodyLines,
  draftOf,
  emptyDraft,
  factsOf,
  withOneMore,
  type StockDocLine,
  type StockDraft,
} from './stock-line.ts';
import { shownQty, useLineColumns } from './use-line-columns.ts';
import { useLineFacts } from './use-line-facts.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';

interface Props {
  /** Null: one that is begun. */
  doc: StockDocument | null;
  kind: StockDocKind;
  /** Beside the buttons. */
  actions?: ReactNode;
  onSaved: (doc: StockDocument) => void;
}

/** A document of the stock room, as it is written or as it was posted. */
export function StockEditor({ doc, kind, actions, onSaved }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const me = useMe();
  const costs = doc ? !doc.costHidden : me.fields.cost === 'show';
  const [now, setNow] = useState(doc);
  const [saved, setSaved] = useState<StockDraft>(() =>
    doc ? draftOf(doc) : emptyDraft(me.company.today),
  );
  const state = now?.state ?? 'draft';
  const editable = state === 'draft' && (now === null || now.mayEdit);
  const draft = useDocumentDraft<StockDraft>(
    `stock.${now?.id ?? kind}`,
    now === null ? 'new' : String(now.version),
    saved,
  );
  const { value, setValue } = draft;
  const [line, setLine] = useState<StockDocLine | null>(null);
  const place = kind === 'otherIn' ? value.toLocationId : value.fromLocationId;
  const facts = useLineFacts(value.lines, place);
  const tracks = (of: 'tracksBatch' | 'tracksSerial', written: 'batch' | 'serials') =>
    value.lines.some((one) => one[written] !== '' || factsOf(facts, one)?.[of] === true);
  const columns = useLineColumns({
    kind,
    state,
    costs,
    facts,
    batches: tracks('tracksBatch', 'batch'),
    serials: tracks('tracksSerial', 'serials'),
  });
  const create = useCommand(api.stockDocuments.create, { form: true });
  const update = useCommand(api.stockDocuments.update);
  const confirm = useCommand(api.stockDocuments.confirm);
  const error = confirm.error ?? update.error ?? create.error;
  const { marks, texts } = useRefusals(error, value.lines);

  const unmatched = value.lines.filter((one) => one.product === null).length;
  const body = () => {
    const { lines, ...head } = value;
    return { ...head, lines: bodyLines(lines) };
  };
  /** What is saved now is what is written; lines keep their places on the screen. */
  const take = (answer: StockDocument, keys: readonly string[]) => {
    const next = draftOf(answer, keys);
    setNow(answer);
    setSaved(next);
    setValue(next);
  };
  // Somebody else saved it meanwhile, and nothing is written here.
  const newer = doc !== null && now !== null && doc.version > now.version && !draft.dirty;
  useEffect(() => {
    if (newer) take(doc, []);
    // oxlint-disable-next-line react/exhaustive-deps -- once per version
  }, [newer]);
  /** Saves what is written; answers the document as it then is. */
  const save = async (): Promise<StockDocument | null> => {
    if (value.lines.some((one) => one.product === null)) {
      void message.warning(t('doc.stillUnmatched', { n: unmatched }));
      return null;
    }
    const keys = value.lines.map((one) => one.key);
    try {
      if (now === null) {
        if (kind === 'count') return null;
        const answer = await create.mutateAsync({ body: { kind, ...body() } });
        draft.settle();
        take(answer, keys);
        return answer;
      }
      if (!draft.dirty) return now;
      const { fromLocationId, ...rest } = body();
      const answer = await update.mutateAsync({
        params: { id: now.id },
        body: { version: now.version, ...rest, ...(kind !== 'count' && { fromLocationId }) },
      });
      draft.settle();
      take(answer, keys);
      return answer;
    } catch {
      // It stands above the lines.
      return null;
    }
  };
  const saveNow = async () => {
    const answer = await save();
    if (!answer) return;
    void message.success(t('doc.saved'));
    onSaved(answer);
  };
  const confirmNow = async () => {
    const answer = await save();
    if (!answer) return;
    const { id, version } = answer;
    const asked = { params: { id }, body: { version } };
    // Where it is refused the draft is saved; what it lacks stands above the lines.
    const done = await confirm.mutateAsync(asked).catch(() => null);
    if (!done) return;
    void message.success(t('stock.confirmed', { no: done.no }));
    onSaved(done);
  };
  const onSave = useAfterCell(saveNow);
  const onConfirm = useAfterCell(confirmNow);

  const totals = useTotals(value.lines, { kind, state, costs });
  const effect = useEffectText(kind, value);
  const pasted = (one: StockDocLine, cells: readonly string[]): StockDocLine => {
    const [quantity = '', price = ''] = cells;
    return {
      ...one,
      qtyE4: readNumber(quantity, 4),
      priceE4: kind === 'otherIn' && costs ? readNumber(price, 4) : null,
    };
  };
  const blank = useMemo(() => (kind === 'count' ? countBlank : blankLine), [kind]);

  return (
    <DocumentFrame
      head={
        <StockHead
          doc={now}
          kind={kind}
          editable={editable}
          value={value}
          marks={marks}
          onChange={(part) => setValue({ ...value, ...part })}
        />
      }
      lines={
        <LineGrid<StockDocLine>
          label={t('stock.lines')}
          columns={columns}
          lines={value.lines}
          editable={editable}
          blank={blank}
          addOne={withOneMore}
          pasted={pasted}
          marks={marks}
          onChange={(lines) => setValue({ ...value, lines })}
          onLine={setLine}
          onPasted={(count, missing) =>
            void (missing === 0
              ? message.success(t('doc.pasted', { n: count }))
              : message.warning(t('doc.pastedSome', { n: count, missing })))
          }
        />
      }
      strip={editable && line ? <LineStrip line={line} facts={factsOf(facts, line)} /> : null}
      totals={totals}
      effect={editable ? effect : null}
      refusals={texts}
      restored={draft.restored}
      onDrop={draft.drop}
      onSave={editable ? onSave : null}
      onConfirm={editable ? onConfirm : null}
      confirmText={t(value.twoStep ? 'stock.dispatch' : 'stock.confirm')}
      saving={create.isPending || update.isPending || confirm.isPending}
      dirty={draft.dirty}
      actions={actions}
    />
  );
}

const countBlank = (): StockDocLine => ({ ...blankLine(), bookE4: null });

function useTotals(
  lines: readonly StockDocLine[],
  { kind, state, costs }: { kind: StockDocKind; state: string; costs: boolean },
) {
  const { t } = useText();
  const sum = (of: (line: StockDocLine) => number | null) =>
    lines.reduce((all, line) => all + (of(line) ?? 0), 0);
  const totals = [{ label: t('stock.totalLines'), text: String(lines.length) }];
  if (kind === 'count') {
    const counted = lines.filter((line) => line.qtyE4 !== null);
    const differing = counted.filter((line) => line.qtyE4 !== line.bookE4).length;
    totals.push({ label: t('stock.totalCounted'), text: String(counted.length) });
    totals.push({ label: t('stock.totalDiffering'), text: String(differing) });
    return totals;
  }
  // Pieces and kilograms have no sum.
  const units = new Set(lines.flatMap((line) => line.product?.unit.id ?? []));
  if (units.size === 1) {
    totals.push({ label: t('stock.totalQty'), text: shownQty(sum((line) => line.qtyE4)) || '0' });
  }
  if (costs && (kind === 'otherIn' || (kind === 'otherOut' && state !== 'draft'))) {
    const value = sum((line) => (state === 'draft' ? amountOf(line) : line.valueFen));
    totals.push({ label: t('stock.value'), text: `¥${formatFen(fen(value))}` });
  }
  return totals;
}

/** What confirming does, in one line. */
function useEffectText(kind: StockDocKind, { twoStep, lines }: StockDraft) {
  const { t } = useText();
  if (kind === 'count') {
    const left = lines.filter((line) => line.qtyE4 === null).length;
    return left > 0 ? t('stock.effect.countLeft', { n: left }) : t('stock.effect.count');
  }
  if (kind === 'transfer') return t(twoStep ? 'stock.effect.dispatch' : 'stock.effect.transfer');
  return t(`stock.effect.${kind}`);
}

function LineStrip({ line, facts }: { line: StockDocLine; facts: ReturnType<typeof factsOf> }) {
  const { t } = useText();
  if (!line.product || !facts) return null;
  const { baseUnit, qtyDecimals, name } = line.product;
  const parts = [
    name,
    t('stock.strip.onHand', {
      n: shownQty(facts.onHandE4, qtyDecimals) || '0',
      unit: baseUnit.name,
    }),
    ...(facts.averageE4 === null
      ? []
      : [t('stock.strip.average', { price: formatE4(priceE4(facts.averageE4), 2) })]),
    ...(facts.tracksBatch ? [t('product.tracksBatch')] : []),
    ...(facts.tracksSerial ? [t('product.tracksSerial')] : []),
  ];
  return <span>{parts.join(' · ')}</span>;
}
