import { may, type Actor } from '@xinhang/db/actor.ts';
import { languages } from '@xinhang/shared/auth.ts';
import { levelHeader } from '@xinhang/shared/catalog-words.ts';
import { importNeeds, isPriceTarget } from '@xinhang/shared/import-kinds.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { ProductUses } from '../../../registry/product-uses.ts';
import { priceLevels } from '../../prices/service.ts';
import type { SheetShape } from '../file.ts';
import type { Mapping } from '../headers.ts';
import type { ImportKind, KindChoices } from '../kind.ts';
import { guessProducts, productHeaderScore } from './guess.ts';
import { takeBackProducts } from './undo.ts';
import { productWalk } from './walk.ts';

/** Products with units, barcodes and prices; one whose code is there is changed. */
export const productImport = (uses: ProductUses): ImportKind => ({
  name: 'products',
  needs: importNeeds.products,
  look: { score: productHeaderScore, plainList: () => false },
  // A file may say what products cost and are sold at: it is of those who see both.
  seesAll: (actor: Actor) => actor.fields.cost === 'show' && may(actor, 'prices.read'),
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
  const levels = (await priceLevels(ctx.tx)).filter((level) => level.active === 1);
  const guessed = guessProducts(
    shape.header,
    levels.map(({ id, name }) => ({
      id,
      headers: [name, ...languages.map((lang) => levelHeader[lang].replace('{level}', name))],
    })),
  );
  return guessed.map((target) => (target && refusalOf(ctx, target) === null ? target : null));
}

async function checkChoices(ctx: WriteContext, { mapping }: KindChoices): Promise<void> {
  if (!mapping.includes('code') && !mapping.includes('productName')) {
    throw problem('mapping-incomplete', { params: { target: 'productName' } });
  }
  const levels = new Set((await priceLevels(ctx.tx)).map(({ id }) => `level:${id}`));
  for (const [at, target] of mapping.entries()) {
    if (target === null) continue;
    const refused = refusalOf(ctx, target);
    if (refused) throw fieldRefused(`/mapping/${at}`, refused);
    if (target.startsWith('level:') && !levels.has(target)) {
      throw fieldRefused(`/mapping/${at}`, 'unknown-level');
    }
  }
}
