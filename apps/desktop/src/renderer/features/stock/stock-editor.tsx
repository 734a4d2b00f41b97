import { api } from '@xinhang/shared/contract/api.ts';
import { isMade, type StockDocKind, type StockDocument } from '@xinhang/shared/stock-documents.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { formatE4, priceE4 } from '@xinhang/shared/quantity.ts';
import { useMemo, useState, type ReactNode } from 'react';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { DocumentFrame } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useBill } from './use-bill.ts';
import { WholeFields } from './made-head.tsx';
import { StockHead } from './stock-head.tsx';
import {
  amountOf,
  blankLine,
  bodyLines,
  bodyMade,
  draftOf,
  emptyDraft,
  factsOf,
  withOneMore,
  type StockDocLine,
  type StockDraft,
} from './stock-line.ts';
import { shownQty, useLineColumns } from './use-line-columns.ts';
import { useLineFacts } from '../../form/document/use-line-facts.ts';
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
  const me = useMe();
  const costs = doc ? !doc.costHidden : me.fields.cost === 'show';
  const document = useDocument<StockDocument, StockDraft>({
    name: 'stock',
    fresh: kind,
    doc,
    begin: () => emptyDraft(me.company.today),
    draftOf,
  });
  const { now, value, put } = document;
  const state = now?.state ?? 'draft';
  const editable = state === 'draft' && (now === null || now.mayEdit);
  const [line, setLine] = useState<StockDocLine | null>(null);
  const comes = kind === 'otherIn' || kind === 'disassembly';
  const place = comes ? value.toLocationId : value.fromLocationId;
  const asked = useMemo(
    () => (value.whole ? [...value.lines, { ...blankLine(), product: value.whole }] : value.lines),
    [value.lines, value.whole],
  );
  const facts = useLineFacts(asked, place);
  const bill = useBill(document.latest, put);
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
  const commands = useDocumentCommands(document, {
    editable,
    missing: ({ lines, wholeQtyE4, extraFen }) => {
      if (!isReckoned(wholeQtyE4) || !isReckoned(extraFen)) return t('stock.unread');
      const n = lines.filter((one) => one.product === null).length;
      return n > 0 ? t('doc.stillUnmatched', { n }) : null;
    },
    save: (draft, saved) => {
      const { businessDate, toLocationId, reason, twoStep, note, fromLocationId } = draft;
      const head = { businessDate, toLocationId, reason, twoStep, note };
      const made = isMade(kind) ? bodyMade(draft, costs) : {};
      const body = { ...head, ...made, lines: bodyLines(draft.lines) };
      // A count is begun where its place is chosen, and stays there.
      if (kind === 'count') {
        if (saved === null) throw new Error('A count is begun in its own dialog.');
        const { id, version } = saved;
        return update.mutateAsync({ params: { id }, body: { version, ...body } });
      }
      return saved === null
        ? create.mutateAsync({ body: { kind, fromLocationId, ...body } })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, fromLocationId, ...body },
          });
    },
    confirm: ({ id, version }) => confirm.mutateAsync({ params: { id }, body: { version } }),
    confirmed: ({ no }) => t('stock.confirmed', { no }),
    onSaved,
  });
  const { marks, texts } = useRefusals(commands.error, value.lines, columns);
  const totals = useTotals(value.lines, { kind, state, costs });
  const effect = useEffectText(kind, value);
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
          costs={costs}
          whole={
            <WholeFields
              fresh={doc === null}
              apart={kind === 'disassembly'}
              value={value}
              marks={marks}
              facts={value.whole ? facts.get(value.whole.id) : undefined}
              bill={bill}
              onChange={put}
            />
          }
          onChange={put}
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
          pastes={['qtyE4', 'priceE4']}
          marks={marks}
          onChange={(lines) => put({ lines })}
          onLine={setLine}
        />
      }
      strip={editable && line ? <LineStrip line={line} facts={factsOf(facts, line)} /> : null}
      totals={totals}
      effect={editable ? effect : null}
      refusals={texts}
      {...commands.frame}
      confirmText={t(value.twoStep ? 'stock.dispatch' : 'stock.confirm')}
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
