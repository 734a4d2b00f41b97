import { similarSuppliers } from '@xinhang/db/repositories/suppliers.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { SimilarSupplier } from '@xinhang/shared/suppliers.ts';
import { nameKey, phoneKey, taxNoKey } from '@xinhang/shared/text-keys.ts';
import type { ReadContext } from '../../http/context.ts';

const SHOWN = 5;

/** Suppliers that may be the one that is being written, and by what. */
export async function findSimilar(
  { db }: Pick<ReadContext, 'db'>,
  { name, taxNo, phone, except }: EndpointInput<typeof api.suppliers.check>['query'],
): Promise<SimilarSupplier[]> {
  const keys = {
    name: name === '' ? '' : nameKey(name),
    tax: taxNoKey(taxNo),
    phone: phoneKey(phone).number,
  };
  const rows = await similarSuppliers(db, keys, SHOWN + 1);
  const found = new Map(rows.map((row) => [row.id, row]));
  return [...found.values()]
    .filter((row) => row.id !== except)
    .slice(0, SHOWN)
    .map((row) => ({
      id: row.id,
      name: row.name,
      active: row.active === 1,
      by: row.name_key === keys.name ? 'name' : row.tax_key === keys.tax ? 'taxNo' : 'phone',
    }));
}

/** Another supplier with this tax number or phone, where none has the name. */
export async function similarSupplier(
  ctx: Pick<ReadContext, 'db'>,
  probe: { name: string; taxNo: string; phone: string },
): Promise<SimilarSupplier | null> {
  const found = await findSimilar(ctx, { ...probe, except: undefined });
  return found.some((one) => one.by === 'name') ? null : (found[0] ?? null);
}
