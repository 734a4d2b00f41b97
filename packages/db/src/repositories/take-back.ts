import type { Tx } from '../database.ts';
import { savepoint } from '../savepoint.ts';
import type { SearchIndex } from '../search-index.ts';
import { ensurePrimary } from './contacts.ts';
import { unreviewed } from './reviews.ts';

/**
 * Deletes customers that an import made and nobody touched, with all that the import gave them.
 * Their rows of the import must be marked undone first: only then may their owner history go.
 */
export async function deleteImportedCustomers(
  tx: Tx,
  search: SearchIndex,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return;
  for (const table of [
    'follow_up',
    'contact_phone',
    'contact',
    'customer_tag',
    'customer_collaborator',
    'owner_history',
  ] as const) {
    await tx.deleteFrom(table).where('customer_id', 'in', ids).execute();
  }
  for (const id of ids) await search.remove(tx, id);
  await tx.deleteFrom('customer').where('id', 'in', ids).execute();
}

/** Deletes a follow-up that an import wrote, unless somebody corrected it or said something of it; answers what went. */
export async function deleteImportedFollowUp(
  tx: Tx,
  id: number,
): Promise<{ at: number; next_on: string | null } | undefined> {
  return await tx
    .deleteFrom('follow_up')
    .where('id', '=', id)
    .where('version', '=', 1)
    .where((eb) => unreviewed(eb as never))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('message')
            .select('message.id')
            .where('about_kind', '=', 'followUp')
            .whereRef('about_id', '=', 'follow_up.id'),
        ),
      ),
    )
    .returning(['at', 'next_on'])
    .executeTakeFirst();
}

/** Deletes a contact that an import added, unless somebody changed it or talked with it. */
export async function deleteImportedContact(tx: Tx, id: number): Promise<boolean> {
  const contact = await tx
    .selectFrom('contact')
    .select(['version', 'customer_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  const talk = await tx
    .selectFrom('follow_up')
    .select('id')
    .where('contact_id', '=', id)
    .executeTakeFirst();
  if (contact?.version !== 1 || talk) return false;
  await tx.deleteFrom('contact_phone').where('contact_id', '=', id).execute();
  await tx.deleteFrom('contact').where('id', '=', id).execute();
  // It may have been the first, and others came after it.
  await ensurePrimary(tx, contact.customer_id, null);
  return true;
}

/**
 * Deletes a product of exactly this version with the prices that the same import gave it; false,
 * and nothing is gone, where something stands on it.
 */
export async function deleteImportedProduct(
  tx: Tx,
  { id, version }: { id: number; version: number },
  priceRuleIds: readonly number[],
): Promise<boolean> {
  const now = await tx
    .selectFrom('product')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirst();
  if (now?.version !== version) return false;
  try {
    await savepoint(tx, async () => {
      if (priceRuleIds.length > 0) {
        await tx.deleteFrom('price_rule').where('id', 'in', priceRuleIds).execute();
      }
      await tx.deleteFrom('product_barcode').where('product_id', '=', id).execute();
      await tx.deleteFrom('product_unit').where('product_id', '=', id).execute();
      await tx.deleteFrom('product').where('id', '=', id).execute();
    });
    return true;
  } catch {
    // A row that refers to it refuses.
    return false;
  }
}

/**
 * Deletes a supplier of exactly this version with its persons; false, and nothing is gone, where
 * something stands on it.
 */
export async function deleteImportedSupplier(
  tx: Tx,
  { id, version }: { id: number; version: number },
): Promise<boolean> {
  const now = await tx
    .selectFrom('supplier')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirst();
  if (now?.version !== version) return false;
  try {
    await savepoint(tx, async () => {
      await tx.deleteFrom('supplier_contact').where('supplier_id', '=', id).execute();
      await tx.deleteFrom('supplier').where('id', '=', id).execute();
    });
    return true;
  } catch {
    // A row that refers to it refuses.
    return false;
  }
}
