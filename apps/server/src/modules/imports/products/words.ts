import { PRODUCT_CATEGORY_DEPTH } from '@xinhang/shared/product-words.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import { addCategory, addUnit, allProductCategories, allUnits } from '../../products/service.ts';
import { shown } from '../cells.ts';
import type { Reason } from '../reason.ts';
import { Refused } from '../rows/refused.ts';

/** The unit of this name, made where there is none. */
export async function unitIdOf(ctx: WriteContext, name: string, told: Reason[]): Promise<number> {
  const key = wordKey(name);
  const known = (await allUnits(ctx.tx)).find((unit) => unit.name_key === key);
  if (known) return known.id;
  told.push({ code: 'unit-new', params: { value: name } });
  return (await addUnit(ctx, { name })).id;
}

/** The first unit of the company's list, for a product of which the file says none. */
export async function assumedUnit(ctx: WriteContext, told: Reason[]): Promise<string> {
  const name = (await allUnits(ctx.tx)).find((unit) => unit.active === 1)?.name ?? '个';
  told.push({ code: 'unit-assumed', params: { value: name } });
  return name;
}

/** The category at the end of these names, made with those above it where there is none. */
export async function categoryIdOf(
  ctx: WriteContext,
  names: readonly string[],
  told: Reason[],
): Promise<number> {
  const value = shown(names.join('/'));
  if (names.length > PRODUCT_CATEGORY_DEPTH) throw new Refused('category-too-deep', { value });
  const rows = await allProductCategories(ctx.tx);
  let parentId: number | null = null;
  let made = false;
  for (const name of names) {
    const key = wordKey(name);
    const found = rows.find((row) => row.parent_id === parentId && wordKey(row.name) === key);
    made ||= !found;
    parentId = found?.id ?? (await addCategory(ctx, { name, parentId, sort: 0 })).id;
  }
  if (made) told.push({ code: 'category-new', params: { value } });
  return parentId!;
}
