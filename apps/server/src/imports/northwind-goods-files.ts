import { isPhone } from '@xinhang/shared/reach-texts.ts';
import { faults, keyFault, missing, numberFault } from './cells.ts';
import { report, type Finding, type Row, type tablesIn } from './csv-table.ts';

export interface GoodsFiles {
  products: Map<string, Row>;
  suppliers: Map<string, Row>;
  categories: Map<string, Row>;
  shippers: Map<string, Row>;
}

/** What is sold, from whom it comes, and who brings it. */
export const readGoods = ({ byFirst }: ReturnType<typeof tablesIn>): GoodsFiles => ({
  products: byFirst(
    'products.csv',
    'product_id product_name supplier_id category_id quantity_per_unit unit_price units_in_stock reorder_level discontinued',
  ),
  suppliers: byFirst(
    'suppliers.csv',
    'supplier_id company_name contact_name contact_title address city region postal_code country phone fax homepage',
  ),
  categories: byFirst('categories.csv', 'category_id category_name'),
  shippers: byFirst('shippers.csv', 'shipper_id company_name'),
});

/** What is odd is reported; only what has no name does not come in. */
export function checkGoods(
  { products, suppliers, categories, shippers }: GoodsFiles,
  findings: Finding[],
): void {
  const unknown = (row: Row, column: string, rows: ReadonlyMap<string, Row>) => {
    const no = row.text(column);
    const what = column.replace('_id', '');
    return no === '' || rows.has(no) ? null : `unknown ${what} ${no}`;
  };
  for (const [file, key, name] of [
    [categories, 'category_id', 'category_name'],
    [shippers, 'shipper_id', 'company_name'],
  ] as const) {
    for (const row of file.values()) {
      const odd = faults(keyFault(row, key), missing(row, name));
      if (odd.length > 0) report(findings, row, `${odd.join('; ')}; taken as it stands`);
    }
  }
  for (const row of suppliers.values()) {
    const nameless = missing(row, 'company_name');
    const phone = row.text('phone');
    const odd = faults(
      keyFault(row, 'supplier_id'),
      nameless,
      phone === '' || isPhone(phone) ? null : `phone is no phone: ${phone}`,
    );
    const so = nameless ? 'not taken' : 'taken as it stands';
    if (odd.length > 0) report(findings, row, `${odd.join('; ')}; ${so}`);
  }
  for (const row of products.values()) {
    const amount = { min: 0, optional: true };
    const odd = faults(
      keyFault(row, 'product_id'),
      missing(row, 'product_name'),
      unknown(row, 'supplier_id', suppliers),
      unknown(row, 'category_id', categories),
      numberFault(row, 'unit_price', amount),
      numberFault(row, 'units_in_stock', amount),
      numberFault(row, 'reorder_level', amount),
      numberFault(row, 'discontinued', { ...amount, max: 1, whole: true }),
    );
    if (odd.length > 0) report(findings, row, `${odd.join('; ')}; counted all the same`);
  }
}
