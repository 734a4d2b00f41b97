import type { Actor } from '@xinhang/db/actor.ts';
import type { SearchColumn } from '@xinhang/db/search-index.ts';
import { nameTexts, phoneTexts } from '@xinhang/shared/search-texts.ts';
import { numberHas, searchRuns } from '@xinhang/shared/search-tokens.ts';
import { phoneDigits, phoneKey } from '@xinhang/shared/text-keys.ts';

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

  /** Words that are not the contact's own. */
  function others(contact: Named, numbers: Phones): string[] {
    const plain = searchRuns(contact.name);
    let rest = words.filter((word) => !isIn(plain, word));
    if (phones && rest.some((word) => digits.test(word))) {
      const own = numbers.flatMap((phone) => phoneTexts(phone.number, phone.extension));
      rest = rest.filter((word) => !own.some((number) => numberHas(number, word)));
    }
    if (!rest.some((word) => latin.test(word))) return rest;
    const spelt = speltRuns(contact.name);
    return rest.filter((word) => !isIn(spelt, word));
  }

  return {
    any(customer: Company, contact: Named, numbers: Phones): boolean {
      const rest = others(contact, numbers);
      if (rest.length === 0) return words.length > 0;
      const company = runsOf([...nameTexts(customer.name), ...nameTexts(customer.short_name)]);
      return rest.every((word) => isIn(company, word));
    },
    itself(customer: Company, contact: Named, numbers: Phones): boolean {
      const rest = others(contact, numbers);
      return (
        rest.length < words.length && (rest.length === 0 || this.any(customer, contact, numbers))
      );
    },
  };
}

/** Only such words can be found in the pinyin of a name and not in the name itself. */
const latin = /[a-z]/;
const digits = /^[0-9]+$/;
const isIn = (runs: readonly string[], word: string) => runs.some((run) => run.includes(word));

function runsOf(texts: string[]): string[] {
  return texts.flatMap(searchRuns);
}

/** Names of people repeat; spelling one out costs more than finding its row. */
const spelt = new Map<string, readonly string[]>();
const SPELT_NAMES = 20_000;

function speltRuns(name: string): readonly string[] {
  let runs = spelt.get(name);
  if (!runs) {
    runs = runsOf(nameTexts(name, { surname: true }));
    if (spelt.size >= SPELT_NAMES) spelt.clear();
    spelt.set(name, runs);
  }
  return runs;
}
