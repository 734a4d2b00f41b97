import type { Expectation, RowFacts } from './expectation.ts';

/**
 * Words and numbers that occur in one row and nowhere else. Wherever one turns up in an answer,
 * the caller must be somebody who sees that part of that row.
 */
export type CanaryKind =
  | 'name'
  | 'note'
  | 'taxNo'
  | 'address'
  | 'contact'
  /** Of the personal file of a contact. */
  | 'personal'
  /** A ship-to address or invoice title. */
  | 'place'
  | 'followUp'
  | 'deal'
  | 'order'
  | 'quotation'
  | 'contract'
  | 'file';

const two = (index: number) => String(index).padStart(2, '0');
/** Ends in z, so that no word is the beginning of another. */
export const canary = (index: number, kind: CanaryKind) => `zq${two(index)}${kind.toLowerCase()}z`;
/** Mobile numbers whose first and last digits name the row as well. */
export const phoneOf = (index: number) => `139${two(index)}5${two(index)}7${two(index)}`;
export const contactPhoneOf = (index: number) => `137${two(index)}6${two(index)}8${two(index)}`;
export const placePhoneOf = (index: number) => `135${two(index)}4${two(index)}9${two(index)}`;
export const masked = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

const words =
  /zq(\d\d)(name|note|taxno|contact|personal|followup|deal|order|file|address|place)z/gi;
const phones = /13[579](\d\d)[456](\d\d)[789](\d\d)/g;
const maskedPhones = /13[579]\*{4}\d([789])(\d\d)/g;

/** What an answer gives away that this person may not see, in words; empty when all is well. */
export function leaks(
  text: string,
  who: Expectation,
  rows: readonly RowFacts[],
  except: ReadonlySet<string> = new Set(),
): string[] {
  const found = new Set<string>();
  const judge = (index: string, kind: string, allowed: (row: RowFacts) => boolean) => {
    const row = rows[Number(index)];
    if (!row || except.has(kind) || allowed(row)) return;
    found.add(`${kind} of ${row.position}`);
  };
  for (const [, index, kind] of text.matchAll(words)) {
    judge(index!, kind!.toLowerCase(), (row) => {
      if (kind!.toLowerCase() === 'followup') return who.seesFollowUps(row);
      if (/deal/i.test(kind!)) return who.seesDeals(row);
      if (/order/i.test(kind!)) return who.seesOrders(row);
      if (/personal/i.test(kind!)) return who.seesPersonalFile(row);
      if (/file/i.test(kind!)) return who.seesHanging(row);
      if (/contact|place|taxno|address/i.test(kind!)) return who.seesContacts(row);
      return who.sees(row);
    });
  }
  for (const [, a, b, c] of text.matchAll(phones)) {
    if (a === b && b === c) judge(a!, 'phone', (row) => who.phone(row) === 'show');
  }
  for (const [, , index] of text.matchAll(maskedPhones)) {
    judge(index!, 'masked phone', (row) => who.phone(row) !== 'hide');
  }
  return [...found];
}
