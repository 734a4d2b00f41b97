import { isDeepStrictEqual } from 'node:util';
import { maskPhone } from '@xinhang/shared/masking.ts';
import type { Sight } from '../../registry/owned.ts';

export type Fields = Record<string, unknown>;

/** Made from other fields, or counting changes: they say nothing that the others do not. */
const derived = new Set([
  'version',
  'name_key',
  'name_core',
  'name_sort',
  'phone_key',
  'tax_no_key',
  'label_key',
  'login_key',
  'birthday_key',
  'py',
  'path',
]);
/** Nobody reads these, whatever was written. */
const secret = /password|token|secret/i;
const phones = new Set(['phone', 'number']);
/** Shown with a phone that is shown in full, as on the page of a contact. */
const beside = new Set(['wechat', 'email']);
/** The personal file of a contact. */
const personal = new Set([
  'birthday',
  'native_place',
  'nativePlace',
  'family',
  'hobbies',
  'relations',
  'taboos',
]);
/** Contact data of a customer itself. */
const contactData = new Set(['address', 'tax_no', 'taxNo', 'buyerTitle']);
const credits = new Set(['credit_limit_fen', 'creditLimitFen']);
const costs = new Set([
  'purchase_price_e4',
  'purchasePriceE4',
  'costPriceE4',
  'costNetFen',
  'costTaxFen',
  'costExtraFen',
  'costExtraAccount',
]);

const people =
  /^(owner|from_owner|to_owner|author|user|by_user|head_user|mentor|principal|assistant)_?id$|^(created_by|uploaded_by|credited_to)$|^(owner|author|user|head|mentor|principal|assistant)(Id|Ids|UserId)$/i;
const departments = /^dept(_id|Id|s|Ids|_ids)$/;

export interface Names {
  users: ReadonlyMap<number, string>;
  depts: ReadonlyMap<number, string>;
}

/** Ids of people that the fields speak of, so that their names can be read. */
export function peopleIn(fields: Fields | null): number[] {
  return Object.entries(fields ?? {}).flatMap(([key, value]) =>
    people.test(key) ? [value].flat().filter((id): id is number => Number.isInteger(id)) : [],
  );
}

/** What differs between two states of a row; of a new or a removed one everything. */
export function differences(
  before: Fields | null,
  after: Fields | null,
): [Fields | null, Fields | null] {
  const telling = (fields: Fields | null, other: Fields | null) =>
    fields &&
    Object.fromEntries(
      Object.entries(fields).filter(
        ([key, value]) =>
          !derived.has(key) && !(other && key in other && isDeepStrictEqual(other[key], value)),
      ),
    );
  return [telling(before, after), telling(after, before)];
}

function named(key: string, value: unknown, names: Names): { key: string; value: unknown } {
  const known = people.test(key) ? names.users : departments.test(key) ? names.depts : undefined;
  if (!known) return { key, value };
  const name = (id: unknown) => known.get(Number(id)) ?? id;
  return {
    key,
    value: Array.isArray(value) ? value.map(name) : value === null ? null : name(value),
  };
}

/** Fields as this reader sees them; `withheld` when there is more. */
export function shownFields(
  fields: Fields | null,
  sight: Sight,
  names: Names,
): { fields: Fields | null; withheld: boolean } {
  let withheld = false;
  const withhold = () => {
    withheld = true;
    return undefined;
  };
  const seen = (key: string, value: unknown): unknown => {
    if (secret.test(key)) return withhold();
    if (credits.has(key)) return sight.credit === 'show' || value === null ? value : withhold();
    if (costs.has(key)) return sight.cost === 'show' || value === null ? value : withhold();
    if (contactData.has(key)) return sight.contacts || value === '' ? value : withhold();
    if (personal.has(key)) {
      const empty = value === '' || value === null;
      return sight.personal === 'show' || empty ? value : withhold();
    }
    if (beside.has(key)) return sight.phone === 'show' || value === '' ? value : withhold();
    if (phones.has(key) && typeof value === 'string' && value !== '' && sight.phone !== 'show') {
      withhold();
      return sight.phone === 'mask' ? maskPhone(value) : undefined;
    }
    if (Array.isArray(value)) return value.map((one) => seen(key, one));
    return value !== null && typeof value === 'object' ? inside(value as Fields) : value;
  };
  const inside = (value: Fields): Fields => {
    const entries = Object.entries(value).flatMap(([key, one]) => {
      const shown = seen(key, one);
      if (shown === undefined) return [];
      const { value: word } = named(key, shown, names);
      return [[key, word] as const];
    });
    return Object.fromEntries(entries);
  };
  return { fields: fields && inside(fields), withheld };
}
