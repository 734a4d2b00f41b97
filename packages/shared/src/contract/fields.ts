import { z } from 'zod';
import { isBusinessDate } from '../business-date.ts';
import { isEmail, isPhone, isWebsite, tidyEmail, tidyPhone, tidyWebsite } from '../reach-texts.ts';

/** Field types that the whole contract shares; each says its unit or shape once. */

/** Row id: a positive integer, never re-used. */
export const id = z.int().positive().max(Number.MAX_SAFE_INTEGER);
/** Row id in a path or a query string. */
export const idParam = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
/** Version of an editable row; a stale one is answered with 409 `version-conflict`. */
export const version = z.int().positive();
/** Instant in UTC milliseconds. */
export const instant = z.int();
/** No business date reaches as far; what is stored for "no date" lies beyond it. */
const LAST_DATE = '2999-12-31';
/** Business date `YYYY-MM-DD` in the company's time zone. */
/** Local time `HH:MM` in the company's zone. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const date = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  .refine((text) => isBusinessDate(text) && text <= LAST_DATE);
/** Month `YYYY-MM` of business dates. */
export const yearMonth = z.string().regex(/^2\d{3}-(0[1-9]|1[0-2])$/);
/** Amount in fen (1/100 yuan). */
export const fen = z.int();

// oxlint-disable-next-line no-control-regex -- these are what is meant
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
/** Neither letter nor sign, and in no script or emoji: zero-width spaces, marks that turn the order. */
const UNSEEN = /[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/g;
const BLANK_ENDS = /^[\s\u00ad\u200c-\u200f]+|[\s\u00ad\u200c-\u200f]+$/g;
/** Characters that count as letters or signs and show nothing. */
const EMPTY_LETTERS = /\u115f|\u1160|\u2800|\u3164|\uffa0|\p{Variation_Selector}/gu;

/** Drops what nobody can see and no engine needs to keep. */
const tidy = (text: string) =>
  text.toWellFormed().replace(CONTROL, '').replace(UNSEEN, '').replace(BLANK_ENDS, '');
const tidyText = () => z.string().overwrite(tidy);

/** Text that must not be empty; spaces at the ends are dropped. */
export const requiredText = (max: number) =>
  tidyText()
    .overwrite((text) => (text.replaceAll(EMPTY_LETTERS, '').trim() === '' ? '' : text))
    .min(1)
    .max(max);
/** A value of a field whose type is not known here. */
export const looseText = (max: number) => tidyText().max(max);
/** One line of text that may be empty. */
export const optionalText = (max: number) => tidyText().max(max).default('');
/** Text in a PATCH: absent means unchanged. */
export const patchText = (max: number) => tidyText().max(max).optional();

/** Text in one form, refused where it is none; `rule` is what the field's problem is called. */
const formed = (
  max: number,
  form: (text: string) => string,
  fits: (text: string) => boolean,
  rule: string,
) =>
  tidyText()
    .overwrite(form)
    .max(max)
    .refine((text) => text === '' || fits(text), { params: { rule } });
/** A phone of a company, a place, a colleague: one or several numbers. */
export const phoneText = (max: number) => formed(max, tidyPhone, isPhone, 'phone-unreadable');
export const emailText = (max: number) => formed(max, tidyEmail, isEmail, 'email-unreadable');
export const websiteText = (max: number) =>
  formed(max, tidyWebsite, isWebsite, 'website-unreadable');

export const idPath = z.object({ id: idParam });
export const done = z.object({ ok: z.literal(true) });

/** A query parameter that may be given several times. */
export function several<T extends z.ZodType>(item: T) {
  return z.preprocess(
    (value) => (value === undefined ? undefined : Array.isArray(value) ? value : [value]),
    z.array(item).max(200).optional(),
  );
}

/** A yes/no query parameter: `1`, `true`, `0`, `false`. */
export const flagParam = z
  .enum(['1', '0', 'true', 'false'])
  .transform((value) => value === '1' || value === 'true');

/** Keyset page: `cursor` is what the page before answered as `next`. */
export const pageQuery = {
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** A page of rows; `count` is capped (10,000 means "10,000 or more") and only there when asked. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    rows: z.array(item),
    next: z.string().nullable(),
    count: z.int().nullable(),
  });
}

/** Counts stop here; screens show "10,000+". */
export const COUNT_CAP = 10_000;

/** Counts of the desk stop here: what is more is no day's work (docs/decisions/0378). */
export const DESK_CAP = 1_000;

/** Rows that one walk along a list passes, at most: as many as a count. */
export const marksQuery = {
  /** The last mark of the walk before; absent begins at the top. */
  cursor: z.string().max(400).optional(),
  /** Rows from mark to mark: the `limit` of the pages that are read by them. */
  step: z.coerce.number().int().min(50).max(200).default(100),
};

/** What one walk along a list found. */
export const marksOf = z.object({
  /** Cursor after each `step` rows. */
  marks: z.array(z.string()),
  /** Rows that were passed. */
  count: z.int(),
  /** Where the next walk begins; null when this one came to the end. */
  next: z.string().nullable(),
});
export type Marks = z.output<typeof marksOf>;

/** A small reference to a person or a department: what pickers and columns show. */
export const nameRef = z.object({ id, name: z.string() });
export type NameRef = z.output<typeof nameRef>;
