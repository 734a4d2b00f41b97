import type { BatchRecord } from '@xinhang/db/repositories/imports.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { ProductUses } from '../../../registry/product-uses.ts';
import { productByCode, productByName } from '../../products/service.ts';
import type { KindWalk } from '../kind.ts';
import { rowWalk } from '../rows/walk.ts';
import { currentProducts } from './current.ts';
import { productDraft, type ProductDraft } from './draft.ts';
import { reasonOf } from './refused.ts';
import { createRow, updateRow } from './write.ts';

const keyOf = ({ code, facts }: ProductDraft) =>
  code === '' ? `name:${facts.name ?? ''}\n${facts.spec ?? ''}` : `code:${wordKey(code)}`;

const knownBy = async (ctx: WriteContext, { code }: ProductDraft) =>
  code === '' ? undefined : await productByCode(ctx.tx, wordKey(code));

/** A pass over a list of products. */
export const productWalk = (uses: ProductUses, batch: BatchRecord): KindWalk =>
  rowWalk<ProductDraft>(
    {
      entity: 'product',
      draft: productDraft,
      label: ({ facts, code }) => facts.name ?? code,
      keys: (draft) => [
        keyOf(draft),
        ...draft.units.flatMap((unit) => (unit.barcodes ?? []).map((code) => `barcode:${code}`)),
      ],
      async leftOut(ctx, draft) {
        if (!(await knownBy(ctx, draft)) && draft.name === '') {
          return {
            verdict: 'invalid',
            reason: { code: 'product-name-missing', params: {} },
            id: null,
          };
        }
        if (draft.code !== '') return null;
        const spec = draft.facts.spec ?? '';
        const like = await productByName(ctx.tx, { name: draft.name, spec });
        const reason = { code: 'product-there', params: { code: like?.code ?? '' } } as const;
        return like ? { verdict: 'duplicate', reason, id: like.id } : null;
      },
      async write(ctx, draft) {
        const known = await knownBy(ctx, draft);
        const today = await todayOf(ctx);
        if (!known) return await createRow(ctx, uses, draft, today);
        const [current] = await currentProducts(ctx.tx, [known.id], today);
        return await updateRow(ctx, uses, { draft, current: current!, today });
      },
      reasonOf,
    },
    batch,
  );
