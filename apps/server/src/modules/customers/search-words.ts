import type { Actor } from '@xinhang/db/actor.ts';
import type { SearchColumn } from '@xinhang/db/search-index.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import { phoneDigits, phoneKey } from '@xinhang/shared/text-keys.ts';
import { nameTexts, phoneTexts } from './search-texts.ts';

const phoneLike = /^[\s\d+()[\]（）\-‐‑–—.#:：]*(?:转接?|分机号?|ext\.?|x)?[\s\d\-‐‑–—.#:：]*$/iu;
const MIN_PHONE_DIGITS = 7;

/** What was typed as the index knows it: a phone with its punctuation is one row of digits. */
export function searchQuery(q: string): string {
  const text = q.normalize('NFKC').trim();
  if (!phoneLike.test(text) || phoneDigits(text).length < MIN_PHONE_DIGITS) return text;
  const { number, extension } = phoneKey(text);
  return `${number} ${extension}`.trim();
}

/** Columns a person may search: phones only where they are shown in full. */
export function searchColumns(actor: Actor): SearchColumn[] {
  return actor.fields.phone === 'show' ? ['name', 'contact', 'phone'] : ['name', 'contact'];
}

interface Named {
  name: string;
}
interface Company extends Named {
  short_name: string;
}
type Phones = readonly { number: string; extension: string }[];

/**
 * Whether one contact is meant by a query: `any` when every word is found in its name, its phones
 * or its company's name, `itself` when at least one of them is in its own. The index answers for
 * customers as a whole.
 */
export function meansContact(actor: Actor, q: string) {
  const words = searchRuns(searchQuery(q));
  const phones = searchColumns(actor).includes('phone');
  return (customer: Company, contact: Named, numbers: Phones) => {
    const own = runsOf([
      ...nameTexts(contact.name, { surname: true }),
      ...(phones ? numbers.flatMap((phone) => phoneTexts(phone.number, phone.extension)) : []),
    ]);
    const isIn = (runs: string[], word: string) => runs.some((run) => run.includes(word));
    const others = words.filter((word) => !isIn(own, word));
    if (others.length === 0) return { any: words.length > 0, itself: words.length > 0 };
    const company = runsOf([...nameTexts(customer.name), ...nameTexts(customer.short_name)]);
    const any = others.every((word) => isIn(company, word));
    return { any, itself: any && others.length < words.length };
  };
}

function runsOf(texts: string[]): string[] {
  return texts.flatMap(searchRuns);
}
