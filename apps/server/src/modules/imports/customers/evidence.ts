import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { KeyHit } from '@xinhang/db/repositories/customer-keys.ts';
import { importedRows, rowsThatMade } from '@xinhang/db/repositories/imports.ts';
import { poolOnly } from '@xinhang/db/scope.ts';
import { maskName } from '@xinhang/shared/masking.ts';
import { contactsOf, customerHeads, hitsOfKeys, reachedAmong } from '../../customers/service.ts';
import { contactKey, fingerprintOf, keysOf, type RowDraft } from './draft.ts';
import type { FileState } from './file-state.ts';
import type { Evidence, Match, Options, Similar } from './judge.ts';
import type { OwnWords } from './own-words.ts';
import type { People } from './people.ts';
import { similarInCompany } from './similar.ts';
import { mayReadContents } from './policy.ts';

/** The more certain first. */
const certainty: readonly KeyHit['on'][] = ['externalNo', 'taxNo', 'name', 'phone'];

/** Fingerprints of a block, each with the customer that a row without a name belongs to. */
export function fingerprintsOf(
  drafts: readonly RowDraft[],
  state: FileState,
): Map<RowDraft, string> {
  let key = state.currentKey;
  return new Map(
    drafts.map((draft) => {
      if (draft.name !== '') key = draft.nameKey;
      return [draft, fingerprintOf(draft, key)];
    }),
  );
}

/** `contactKey`s of customers, by customer. */
export async function contactKeysOf(
  db: Reader,
  ids: readonly number[],
): Promise<Map<number, Set<string>>> {
  const { contacts, phones } = await contactsOf(db, ids);
  const numbers = Map.groupBy(phones, (phone) => phone.contact_id);
  const keys = new Map<number, Set<string>>();
  for (const contact of contacts) {
    const own = keys.get(contact.customer_id) ?? new Set();
    keys.set(contact.customer_id, own.add(contactKey(contact.name, numbers.get(contact.id) ?? [])));
  }
  return keys;
}

/** Asks the database about a whole block at once; what out of scope is found is masked here. */
export async function gatherEvidence(
  db: Reader,
  block: {
    batchId: number;
    actor: Actor;
    people: People;
    words: OwnWords;
    options: Options;
    fingerprints: ReadonlyMap<RowDraft, string>;
  },
): Promise<Evidence> {
  const { batchId, actor, people, words, options, fingerprints } = block;
  const drafts = [...fingerprints.keys()];
  const keys = new Map(drafts.map((draft) => [draft, keysOf(draft)]));
  const all = [...keys.values()];
  const hits = await hitsOfKeys(db, {
    names: all.map((key) => key.name),
    taxNos: all.map((key) => key.taxNo),
    externalNos: all.map((key) => key.externalNo),
    phones: all.flatMap((key) => key.phones),
  });
  const before = await importedRows(db, batchId, [...new Set(fingerprints.values())]);
  const earlier = new Map(before.map((row) => [row.fingerprint, row.customerId]));
  const similar = await similarInCompany(
    db,
    options.similar === 'off' ? [] : drafts.map(({ name }) => name).filter(Boolean),
  );
  const alike = drafts.flatMap(({ name }) => similar(name));
  const ids = [...new Set([...hits.map((hit) => hit.customerId), ...earlier.values(), ...alike])];
  const heads = new Map((await customerHeads(db, ids)).map((head) => [head.id, head]));
  const readable = await reachedAmong(db, actor, 'customers.read', ids);
  const updatable = await reachedAmong(db, actor, 'customers.update', ids);
  const madeHere = await rowsThatMade(db, batchId, ids);
  const contacts = ids.length === 0 ? new Map<number, Set<string>>() : await contactKeysOf(db, ids);
  const open = (id: number) => {
    const head = heads.get(id);
    return (
      head !== undefined && head.archivedAt === null && updatable.has(id) && !poolOnly(actor, head)
    );
  };
  const byKey = Map.groupBy(hits, (hit) => `${hit.on}:${hit.key}`);

  function described(id: number): Similar | null {
    const head = heads.get(id);
    if (!head) return null;
    const shown = mayReadContents(actor);
    const name = readable.has(id) ? head.name : maskName(head.name);
    return {
      name: shown ? name : '',
      owner: shown ? head.ownerName : '',
      row: madeHere.get(id) ?? null,
    };
  }

  function match({ customerId, on }: KeyHit): Match | null {
    const found = described(customerId);
    return found && { ...found, customerId, on, open: open(customerId) };
  }

  return {
    similar: ({ name }) => similar(name).flatMap((id) => described(id) ?? []),
    people,
    words,
    actor,
    options,
    contacts: (id) => contacts.get(id) ?? new Set(),
    importedBefore(draft) {
      const customerId = earlier.get(fingerprints.get(draft) ?? '');
      return customerId !== undefined && heads.has(customerId)
        ? { customerId, open: open(customerId) }
        : null;
    },
    matches(draft) {
      const own = keys.get(draft)!;
      const wanted = {
        name: [own.name],
        taxNo: [own.taxNo],
        externalNo: [own.externalNo],
        phone: own.phones,
      };
      return certainty
        .flatMap((on) =>
          wanted[on].flatMap((key) => (key ? (byKey.get(`${on}:${key}`) ?? []) : [])),
        )
        .flatMap((hit) => match(hit) ?? []);
    },
  };
}
