import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { PrintedDocument } from '@xinhang/shared/print-pages.ts';
import { formatE4, priceE4 } from '@xinhang/shared/quantity.ts';
import type { SalesReturn } from '@xinhang/shared/sales-returns.ts';
import { theirWords } from '../../form/print/their-words.ts';
import { usePlaceNames } from '../../form/use-place-names.ts';
import { useText } from '../../i18n/i18n.ts';
import { shownQty } from './use-line-columns.ts';

const joined = (texts: readonly (string | null | undefined)[]) => texts.filter(Boolean).join(' ');

/** A return as paper takes it; null until it has a number. */
export function usePrintedReturn(row: SalesReturn): PrintedDocument | null {
  const { t } = useText();
  const nameOf = usePlaceNames();
  if (row.no === '') return null;
  const { carried } = row;
  return {
    kind: 'salesReturn',
    id: row.id,
    no: row.no,
    head: {
      no: row.no,
      date: row.businessDate,
      customer: row.customer.name,
      deliveryNo: row.delivery?.no ?? '',
      carrier: joined([carried?.carrier, carried?.trackingNo]),
      signed: joined([carried?.signedOn, carried?.signedName]),
      disposal: t(`salesReturn.disposal.${row.disposal}`),
      to: nameOf(row.warehouse),
      reason: row.reason,
      note: row.note,
    },
    lines: row.lines.map((line) => ({
      texts: {
        code: line.product?.code ?? '',
        name: line.product?.name ?? line.text,
        spec: line.product?.spec ?? '',
        ...theirWords(row.partNumbers, line.product, line.text),
        unit: line.unit?.name ?? line.product?.unit.name ?? '',
        batch: joined([line.batch, ...line.serials]),
        qty: shownQty(line.unitQtyE4 ?? line.qtyE4, line.product?.qtyDecimals),
        price: line.priceE4 === null ? '' : formatE4(priceE4(line.priceE4), 2),
        amount: line.grossFen === null ? '' : formatFen(fen(line.grossFen)),
        lineNote: line.note,
      },
      numbers: { qty: line.unitQtyE4 ?? line.qtyE4, amount: line.grossFen ?? 0 },
    })),
    priced: row.grossFen !== null,
    maker: row.madeBy.name,
  };
}
