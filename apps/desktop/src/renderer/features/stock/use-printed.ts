import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { PrintedDocument, PrintedLine } from '@xinhang/shared/print-pages.ts';
import { formatE4, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { StockDocument, StockLine, StockReason } from '@xinhang/shared/stock-documents.ts';
import { usePlaceNames } from '../../form/use-place-names.ts';
import { useText } from '../../i18n/i18n.ts';

function printedLine(line: StockLine): PrintedLine {
  const { product, valueFen, bookE4 } = line;
  const shown = (value: number | null) =>
    value === null ? '' : formatE4(qtyE4(value), product.qtyDecimals);
  const difference = line.qtyE4 === null || bookE4 === null ? null : line.qtyE4 - bookE4;
  return {
    texts: {
      code: product.code,
      name: product.name,
      spec: product.spec,
      unit: line.unit.name,
      batch: [line.batch, ...line.serials].filter((text) => text !== '').join(' '),
      qty: shown(line.qtyE4),
      book: shown(bookE4),
      difference: shown(difference),
      price: line.priceE4 === null ? '' : formatE4(priceE4(line.priceE4), 2),
      amount: valueFen === null ? '' : formatFen(fen(valueFen)),
      lineNote: line.note,
    },
    numbers: {
      qty: line.qtyE4 ?? 0,
      book: bookE4 ?? 0,
      difference: difference ?? 0,
      amount: valueFen ?? 0,
    },
  };
}

/** A document of the stock room as paper takes it; null of a draft, but for a count. */
export function usePrinted(doc: StockDocument): PrintedDocument | null {
  const { t } = useText();
  const nameOf = usePlaceNames();
  const { kind, id, no, reason } = doc;
  if (kind !== 'count' && doc.state === 'draft') return null;
  return {
    kind,
    id,
    no,
    head: {
      no,
      date: doc.businessDate,
      from: nameOf(doc.from),
      to: nameOf(doc.to),
      whole: doc.whole ? `${doc.whole.product.code} ${doc.whole.product.name}` : '',
      wholeQty: doc.whole
        ? `${formatE4(qtyE4(doc.whole.qtyE4 ?? 0), doc.whole.product.qtyDecimals)} ${doc.whole.product.unit.name}`
        : '',
      wholeBatch: [doc.whole?.batch, ...(doc.whole?.serials ?? [])].filter(Boolean).join(' '),
      reason: reason === '' ? '' : t(`stock.reason.${reason as StockReason}`),
      note: doc.note,
    },
    lines: doc.lines.map(printedLine),
    priced: !doc.costHidden && kind !== 'transfer' && kind !== 'count',
    maker: doc.madeBy.name,
  };
}
