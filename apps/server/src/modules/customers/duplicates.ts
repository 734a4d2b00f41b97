import { may, type Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { findCustomer, findSameKeys } from '@xinhang/db/repositories/customers.ts';
import { userNames } from '@xinhang/db/repositories/users.ts';
import type { DuplicateMatch } from '@xinhang/shared/customers.ts';
import { maskName } from '@xinhang/shared/masking.ts';
import { nameKey, phoneKey, taxNoKey } from '@xinhang/shared/text-keys.ts';

export interface DuplicateProbe {
  name?: string | undefined;
  phones: readonly string[];
  taxNo?: string | undefined;
  exceptId?: number | undefined;
}

/**
 * Who in the whole company resembles this. Rows the person may not see answer with a masked name,
 * the owner's name and their state, and nothing else.
 */
export async function findDuplicates(
  db: Reader,
  actor: Actor,
  probe: DuplicateProbe,
): Promise<DuplicateMatch[]> {
  const name = probe.name ? nameKey(probe.name) : '';
  const taxNo = probe.taxNo ? taxNoKey(probe.taxNo) : '';
  const phoneKeys = probe.phones.map((phone) => phoneKey(phone).number).filter(Boolean);
  const rows = await findSameKeys(db, {
    nameKey: name,
    phoneKeys,
    taxNoKey: taxNo,
    exceptId: probe.exceptId ?? 0,
  });
  const owners = await userNames(
    db,
    rows.flatMap((row) => row.owner_id ?? []),
  );
  const matches: DuplicateMatch[] = [];
  for (const row of rows) {
    const visible =
      may(actor, 'customers.read') &&
      (await findCustomer(db, actor, 'customers.read', row.id)) !== undefined;
    const certain = row.name_key === name || (taxNo !== '' && row.tax_no_key === taxNo);
    const on: DuplicateMatch['on'] = [];
    if (row.name_key === name) on.push('name');
    if (taxNo !== '' && row.tax_no_key === taxNo) on.push('taxNo');
    if (on.length === 0 || phoneKeys.includes(row.phone_key)) on.push('phone');
    matches.push({
      customerId: visible ? row.id : null,
      name: visible ? row.name : maskName(row.name),
      ownerName: row.owner_id === null ? null : (owners.get(row.owner_id) ?? null),
      state: stateOf(actor, row, visible),
      on,
      strength: certain ? 'certain' : 'likely',
    });
  }
  return matches;
}

function stateOf(
  actor: Actor,
  row: { owner_id: number | null; archived_at: number | null },
  visible: boolean,
): DuplicateMatch['state'] {
  if (row.archived_at !== null) return 'archived';
  if (row.owner_id === null) return 'pool';
  if (row.owner_id === actor.userId) return 'yours';
  return visible ? 'visible' : 'owned';
}
