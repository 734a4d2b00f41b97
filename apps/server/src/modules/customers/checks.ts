import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { findCustomer, parentIdOf } from '@xinhang/db/repositories/customers.ts';
import { customFields, tags, type CustomFieldRecord } from '@xinhang/db/repositories/words.ts';
import { businessDate, isBusinessDate } from '@xinhang/shared/business-date.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { maySetCredit } from './policy.ts';

type Values = Record<string, string | number | boolean | null>;

const empty = (value: unknown) => value === undefined || value === null || value === '';

/** Beyond it decimals are lost, and no screen shows it whole. */
const MOST = 1e15;

function checkValue(field: CustomFieldRecord, value: string | number | boolean): void {
  const pointer = `/custom/${field.key}`;
  const fits = {
    text: typeof value === 'string',
    number: typeof value === 'number' && Number.isFinite(value),
    date: typeof value === 'string' && isBusinessDate(value),
    select: typeof value === 'string',
    flag: typeof value === 'boolean',
  }[field.type];
  if (!fits) throw fieldRefused(pointer, 'wrong-type', { type: field.type });
  if (typeof value === 'number' && Math.abs(value) > MOST) throw fieldRefused(pointer, 'too_big');
  if (field.type !== 'select') return;
  const options = JSON.parse(field.options) as unknown[];
  if (!options.includes(value)) throw fieldRefused(pointer, 'not-an-option');
}

/**
 * The values of the company's own fields after a change: what was sent is checked by the type of
 * its field, null clears, and the required ones must be there. Values of fields that were
 * switched off stay as they are.
 */
export async function checkedCustom(db: Reader, kept: Values, sent: Values): Promise<Values> {
  const fields = (await customFields(db)).filter((field) => field.active === 1);
  for (const [key, value] of Object.entries(sent)) {
    const field = fields.find((one) => one.key === key);
    if (!field) throw fieldRefused(`/custom/${key}`, 'unknown-field');
    // What an earlier rule let in may stay as it is.
    if (value !== null && value !== '' && value !== kept[key]) checkValue(field, value);
  }
  const after = Object.fromEntries(
    Object.entries({ ...kept, ...sent }).filter(([, value]) => !empty(value)),
  );
  const missing = fields.find((field) => field.required === 1 && empty(after[field.key]));
  if (missing) throw fieldRefused(`/custom/${missing.key}`, 'required', { label: missing.label });
  return after;
}

/** Tags must exist and be switched on, or be borne already. */
export async function checkTags(
  db: Reader,
  tagIds: readonly number[],
  borne: readonly number[],
): Promise<void> {
  if (tagIds.length === 0) return;
  const usable = new Set((await tags(db)).filter((tag) => tag.active === 1).map((tag) => tag.id));
  const at = tagIds.findIndex((id) => !usable.has(id) && !borne.includes(id));
  if (at >= 0) throw fieldRefused(`/tagIds/${at}`, 'unknown-tag');
}

/** Deeper groups of companies than this are taken for a circle. */
export const MAX_DEPTH = 50;

/** The parent must be a customer whom the person sees, and not stand below the customer itself. */
export async function checkParent(
  db: Reader,
  actor: Actor,
  parentId: number | null,
  ofId: number | null,
): Promise<void> {
  if (parentId === null) return;
  const seen = await findCustomer(db, actor, 'customers.read', parentId);
  if (!seen) throw fieldRefused('/parentId', 'unknown-customer');
  let above: number | null = parentId;
  for (let depth = 0; above !== null; depth += 1) {
    if (above === ofId || depth > MAX_DEPTH) throw fieldRefused('/parentId', 'customer-cycle');
    above = await parentIdOf(db, above);
  }
}

export function checkCredit(actor: Actor, ownerId: number | null): void {
  if (maySetCredit(actor, ownerId)) return;
  throw problem('forbidden', { params: { permission: 'customers.credit' } });
}

/** Nobody is born in a year to come. */
export async function checkBirthday(
  ctx: ReadContext,
  birthday: { year: number | null } | null | undefined,
  pointer: string,
): Promise<void> {
  if (!birthday?.year) return;
  const firm = await company(ctx.db);
  const year = Number(businessDate(ctx.now, firm!.time_zone).slice(0, 4));
  if (birthday.year > year) throw fieldRefused(`${pointer}/year`, 'in-the-future');
}
