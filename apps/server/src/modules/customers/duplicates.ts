import { may, type Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { customersOfCore, reachedAmong } from '@xinhang/db/repositories/customer-keys.ts';
import { findSameKeys, type CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { DuplicateMatch } from '@xinhang/shared/customers.ts';
import { maskName } from '@xinhang/shared/masking.ts';
import { coreBeginnings, endsAWord, mayBegin, nameCore } from '@xinhang/shared/name-core.ts';
import { nameKey, phoneKey, splitPhones, taxNoKey } from '@xinhang/shared/text-keys.ts';
import { userNames } from '../org/service.ts';

export interface DuplicateProbe {
  name?: string | undefined;
  phones: readonly string[];
  taxNo?: string | undefined;
  exceptId?: number | undefined;
}

export interface Duplicates {
  matches: DuplicateMatch[];
  /** What saving does: nothing stands against it, a reason must be given, it is refused. */
  verdict: 'free' | 'reason' | 'refused';
}

/** More of them tell a person nothing. */
const MOST_SIMILAR = 20;

/**
 * Who in the whole company resembles this, and what follows by the company's settings. Rows the
 * person may not see answer with a masked name, the owner's name and their state, and nothing else.
 */
export async function findDuplicates(
  db: Reader,
  actor: Actor,
  probe: DuplicateProbe,
): Promise<Duplicates> {
  const keys = {
    nameKey: probe.name ? nameKey(probe.name) : '',
    taxNoKey: probe.taxNo ? taxNoKey(probe.taxNo) : '',
    phoneKeys: probe.phones
      .flatMap(splitPhones)
      .map((phone) => phoneKey(phone).number)
      .filter(Boolean),
    exceptId: probe.exceptId ?? 0,
  };
  const found = new Map<number, { row: CustomerRecord; on: DuplicateMatch['on'] }>();
  for (const row of await findSameKeys(db, keys)) {
    const on: DuplicateMatch['on'] = [];
    if (row.name_key === keys.nameKey) on.push('name');
    if (keys.taxNoKey !== '' && row.tax_no_key === keys.taxNoKey) on.push('taxNo');
    if (on.length === 0 || keys.phoneKeys.includes(row.phone_key)) on.push('phone');
    found.set(row.id, { row, on });
  }
  const rules: string[] = [];
  if (found.size > 0) rules.push(await readSetting(db, 'customers.duplicate'));
  const similarRule = await readSetting(db, 'customers.similarName');
  const similar = similarRule === 'off' ? [] : await findSimilar(db, probe.name ?? '', keys);
  for (const row of similar) {
    const known = found.get(row.id);
    if (!known) found.set(row.id, { row, on: ['similarName'] });
    else if (!known.on.includes('name')) known.on.push('similarName');
  }
  if (similar.length > 0) rules.push(similarRule);
  return {
    matches: await describeMatches(db, actor, [...found.values()]),
    verdict: rules.includes('refuse') ? 'refused' : rules.includes('reason') ? 'reason' : 'free',
  };
}

/** Customers whose name is the same but for region, branch and form, or goes on where it ends. */
async function findSimilar(
  db: Reader,
  name: string,
  keys: { nameKey: string; exceptId: number },
): Promise<CustomerRecord[]> {
  const core = nameCore(name);
  if (core === '') return [];
  const rows = await customersOfCore(db, {
    core,
    beginnings: coreBeginnings(core),
    longer: mayBegin(core),
    limit: MOST_SIMILAR + 1,
  });
  return rows
    .filter((row) => row.id !== keys.exceptId)
    .filter((row) => row.name_core.length <= core.length || endsAWord(core, row.name_core))
    .slice(0, MOST_SIMILAR);
}

async function describeMatches(
  db: Reader,
  actor: Actor,
  found: readonly { row: CustomerRecord; on: DuplicateMatch['on'] }[],
): Promise<DuplicateMatch[]> {
  if (found.length === 0) return [];
  const owners = await userNames(
    db,
    found.flatMap(({ row }) => row.owner_id ?? []),
  );
  const ids = found.map(({ row }) => row.id);
  const seen = may(actor, 'customers.read')
    ? await reachedAmong(db, actor, 'customers.read', ids)
    : new Set<number>();
  return found.map(({ row, on }) => {
    const visible = seen.has(row.id);
    return {
      customerId: visible ? row.id : null,
      name: visible ? row.name : maskName(row.name),
      ownerName: row.owner_id === null ? null : (owners.get(row.owner_id) ?? null),
      state: stateOf(actor, row, visible),
      on,
      strength: on.includes('name') || on.includes('taxNo') ? 'certain' : 'likely',
    };
  });
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
