import { may } from '@xinhang/db/actor.ts';
import { importNeeds, isPriceTarget } from '@xinhang/shared/import-kinds.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { seesEveryImport } from '../../../http/import-sight.ts';
import type { ProductUses } from '../../../registry/product-uses.ts';
import type { SheetShape } from '../file.ts';
import type { Mapping } from '../headers.ts';
import type { ImportKind, KindChoices } from '../kind.ts';
import { levelHeaders, needLevels } from '../rows/levels.ts';
import { needColumns } from '../rows/needed.ts';
import { productHeaders } from './guess.ts';
import { takeBackProducts } from './undo.ts';
import { productWalk } from './walk.ts';

/** Products with units, barcodes and prices; one whose code is there is changed. */
export const productImport = (uses: ProductUses): ImportKind => ({
  name: 'products',
  needs: importNeeds.products,
  look: productHeaders,
  seesAll: seesEveryImport.products,
  readsContents: () => true,
  guess,
  checkChoices,
  // oxlint-disable-next-line require-await -- other kinds read before they begin
  walk: async (_db, batch) => productWalk(uses, batch),
  takeBack: takeBackProducts(uses),
});

/** Whether the person may say so in a file. */
function refusalOf({ actor }: WriteContext, target: string): string | null {
  if (isPriceTarget(target) && !may(actor, 'prices.update')) return 'price-out-of-reach';
  return target === 'purchasePrice' && actor.fields.cost !== 'show' ? 'cost-hidden' : null;
}

async function guess(ctx: WriteContext, shape: SheetShape): Promise<Mapping> {
  const guessed = productHeaders.guess(shape.header, await levelHeaders(ctx.tx));
  return guessed.map((target) => (target && refusalOf(ctx, target) === null ? target : null));
}

async function checkChoices(ctx: WriteContext, { mapping }: KindChoices): Promise<void> {
  needColumns('products', mapping);
  await needLevels(ctx.tx, mapping);
  for (const [at, target] of mapping.entries()) {
    if (target === null) continue;
    const refused = refusalOf(ctx, target);
    if (refused) throw fieldRefused(`/mapping/${at}`, refused);
  }
}
