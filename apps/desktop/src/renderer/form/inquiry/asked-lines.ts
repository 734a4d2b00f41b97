import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { AskedLine } from './inquiry-ask-drawer.tsx';

interface Written {
  kind: string;
  product: { id: number; code: string; name: string; unit: NameRef } | null;
  qtyE4: number | null;
  requiredDate?: string | null;
}

/** Lines of goods of a document, as the buyers are asked for them: no price, no customer. */
export const askedLines = (lines: readonly Written[]): AskedLine[] =>
  lines.flatMap(({ kind, product, qtyE4, requiredDate }) =>
    kind === 'goods' && product
      ? [{ product, unitId: product.unit.id, qtyE4, wantedDate: requiredDate ?? null }]
      : [],
  );
