import { netOfGross } from '@xinhang/shared/line-amounts.ts';
import { mulQtyPrice, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import { readProduct, type ProductNamed } from '../rows/finds.ts';
import { RowReader, type RowDraft } from '../rows/reader.ts';
import { rateOf } from '../rows/values.ts';

/** A line of an old document as the file has it. */
export interface FactDraft extends RowDraft {
  customer: string;
  date: string;
  oldNo: string;
  lineNo: string;
  product: ProductNamed;
  /** Of the unit of the file. */
  qtyE4: number;
  /** Without tax; null where it depends on the rate of the product. */
  netFen: number | null;
  grossFen: number;
  costFen: number | null;
  salesperson: string;
}

const opposed = (a: number, b: number) => a !== 0 && b !== 0 && a > 0 !== b > 0;

/** Without tax as it is said, else with tax less the tax, else less what the rate makes of it. */
function netOf(cells: RowReader, gross: number | undefined): number | null {
  const net = cells.signedFen('soldNet');
  const tax = cells.signedFen('soldTax');
  const rate = cells.read('taxRate', rateOf, 'number-unreadable');
  if (net !== undefined) return net;
  if (gross === undefined) {
    cells.refuse('field-missing', { field: 'soldNet' });
    return 0;
  }
  if (tax !== undefined) return gross - tax;
  return rate === undefined ? null : netOfGross(gross, rate);
}

function costOf(cells: RowReader, qty: number): number | null {
  const price = cells.amount('stockCost');
  const value = cells.signedFen('stockValue');
  if (value !== undefined) return value;
  return price === undefined ? null : mulQtyPrice(qtyE4(qty), priceE4(price));
}

export function factDraft(row: SheetRow, mapping: Mapping): FactDraft {
  const cells = new RowReader(row, mapping, {
    openingCustomer: 120,
    oldNo: 60,
    factLine: 20,
    code: 60,
    productName: 200,
    unit: 40,
    salesperson: 60,
  });
  for (const target of ['openingCustomer', 'docDate', 'soldQty'] as const) cells.need(target);
  const product = readProduct(cells);
  const qty = cells.signed('soldQty') ?? 0;
  const gross = cells.signedFen('soldGross');
  const netFen = netOf(cells, gross);
  const costFen = costOf(cells, qty);
  if (opposed(qty, netFen ?? gross ?? 0)) {
    cells.refuse('fact-signs-differ', {
      field: cells.text('soldNet') === '' ? 'soldGross' : 'soldNet',
    });
  }
  if (opposed(qty, costFen ?? 0)) cells.refuse('fact-signs-differ', { field: 'stockValue' });
  const read = {
    customer: cells.text('openingCustomer'),
    date: cells.date('docDate') ?? '',
    oldNo: cells.text('oldNo'),
    lineNo: cells.text('factLine'),
    product,
    qtyE4: qty,
    netFen,
    grossFen: gross ?? 0,
    costFen,
    salesperson: cells.text('salesperson'),
  };
  return { ...cells.draft(), ...read };
}
