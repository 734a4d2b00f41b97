import { importNeeds } from '@xinhang/shared/import-kinds.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import { seesEveryImport } from '../../../http/import-sight.ts';
import { deleteFact, giveProduct } from '../../facts/service.ts';
import type { ImportKind } from '../kind.ts';
import { productKey } from '../rows/finds.ts';
import { needColumns } from '../rows/needed.ts';
import { refusalReason } from '../rows/refused.ts';
import { takeBackRows } from '../rows/undo.ts';
import { rowWalk } from '../rows/walk.ts';
import { factDraft, type FactDraft } from './draft.ts';
import { factHeaders } from './headers.ts';
import { writeFact, type FactKept } from './write.ts';

const costs: readonly (string | null)[] = ['stockCost', 'stockValue'];

/** What was sold before the company kept its books here: analyses read it, books never do. */
export const salesFactImport: ImportKind = {
  name: 'salesFacts',
  needs: importNeeds.salesFacts,
  look: factHeaders,
  seesAll: seesEveryImport.salesFacts,
  // A file may say what goods cost.
  readsContents: (actor) => actor.fields.cost === 'show',
  // oxlint-disable-next-line require-await -- other kinds look at the database
  guess: async (_ctx, shape) => factHeaders.guess(shape.header),
  // oxlint-disable-next-line require-await -- other kinds look at the database
  async checkChoices(ctx, { mapping }) {
    needColumns('salesFacts', mapping);
    const at = mapping.findIndex((target) => costs.includes(target));
    if (at >= 0 && ctx.actor.fields.cost !== 'show') {
      throw fieldRefused(`/mapping/${at}`, 'cost-hidden');
    }
  },
  // oxlint-disable-next-line require-await -- other kinds read before they begin
  walk: async (_db, batch) =>
    rowWalk<FactDraft>(
      {
        entity: 'salesFact',
        draft: factDraft,
        label: ({ customer, oldNo, product }) =>
          [customer, oldNo, product.name || product.code].filter(Boolean).join(' '),
        keys: (draft) => [
          [
            nameKey(draft.customer),
            draft.date,
            draft.oldNo,
            draft.lineNo,
            productKey(draft.product),
            draft.qtyE4,
            draft.netFen ?? `gross ${draft.grossFen}`,
          ].join('\n'),
        ],
        write: async (ctx, draft) => await writeFact(ctx, batch.id, draft),
        reasonOf: refusalReason({}),
      },
      batch,
    ),
  takeBack: takeBackRows('salesFact', async (ctx, row) => {
    const { listed } = JSON.parse(row.kept ?? '{"listed":null}') as FactKept;
    if (listed === null) return await deleteFact(ctx.tx, row.entity_id!);
    const { productId: from, qtyE4: qty } = listed;
    return await giveProduct(ctx.tx, row.entity_id!, { from, product_id: null, qty_e4: qty });
  }),
};
