import type { ImportRowRecord } from '@xinhang/db/repositories/imports.ts';
import { deleteImportedSupplier } from '@xinhang/db/repositories/take-back.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import { importNeeds } from '@xinhang/shared/import-kinds.ts';
import type { WriteContext } from '../../../http/context.ts';
import { seesEveryImport } from '../../../http/import-sight.ts';
import {
  changeSupplier,
  similarSupplier,
  supplierByCode,
  supplierById,
} from '../../purchasing/service.ts';
import type { ImportKind } from '../kind.ts';
import { needColumns } from '../rows/needed.ts';
import { refusalReason } from '../rows/refused.ts';
import { takeBackRows } from '../rows/undo.ts';
import { rowWalk } from '../rows/walk.ts';
import { supplierDraft, type SupplierDraft } from './draft.ts';
import { supplierHeaders } from './headers.ts';
import { writeSupplier, type Kept } from './write.ts';

/** Suppliers with a person each; one whose number, else name is there is changed. */
export const supplierImport: ImportKind = {
  name: 'suppliers',
  needs: importNeeds.suppliers,
  look: supplierHeaders,
  seesAll: seesEveryImport.suppliers,
  readsContents: () => true,
  // oxlint-disable-next-line require-await -- other kinds look at the database
  guess: async (_ctx, shape) => supplierHeaders.guess(shape.header),
  // oxlint-disable-next-line require-await -- other kinds look at the database
  checkChoices: async (_ctx, { mapping }) => needColumns('suppliers', mapping),
  // oxlint-disable-next-line require-await -- other kinds read before they begin
  walk: async (_db, batch) =>
    rowWalk<SupplierDraft>(
      {
        entity: 'supplier',
        draft: supplierDraft,
        label: ({ name }) => name,
        keys: ({ key, code }) =>
          code === '' ? [`supplier:${key}`] : [`supplier:${key}`, `number:${wordKey(code)}`],
        leftOut,
        write: writeSupplier,
        reasonOf: refusalReason({ 'sees-no-suppliers': 'buyer-sees-no-suppliers' }),
      },
      batch,
    ),
  takeBack: takeBackRows('supplier', takeBack),
};

/** One with the tax number or phone of another supplier is likely that one under another name. */
async function leftOut(ctx: WriteContext, draft: SupplierDraft) {
  // Whom its number names it is, whatever else it has.
  if (draft.code !== '' && (await supplierByCode(ctx.tx, wordKey(draft.code)))) return null;
  const phone = draft.contact?.phone ?? '';
  const like = await similarSupplier(ctx, { ...draft, taxNo: draft.facts.taxNo ?? '', phone });
  if (!like) return null;
  const reason = { code: 'supplier-like', params: { name: like.name } } as const;
  return { verdict: 'duplicate', reason, id: like.id } as const;
}

async function takeBack(ctx: WriteContext, row: ImportRowRecord): Promise<boolean> {
  const { version, before } = JSON.parse(row.kept ?? '{}') as Kept;
  const id = row.entity_id!;
  if (row.made === 1) return await deleteImportedSupplier(ctx.tx, { id, version });
  const now = await supplierById(ctx.tx, id);
  if (now?.version !== version) return false;
  await changeSupplier(ctx, id, { version, ...before });
  return true;
}
