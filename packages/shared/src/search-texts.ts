import { pinyinKeys } from './pinyin-keys.ts';
import { phoneDigits, phoneKey } from './text-keys.ts';

/** Texts under which one customer is found; each is what a person would see or type. */
export interface SearchTexts {
  /** Names of the company and their pinyin. */
  name: string;
  /** Names of its contacts and their pinyin. */
  contact: string;
  /** Phones of the company and of its contacts, digits only. */
  phone: string;
}

/** A name with its pinyin in every reading: what it can be found by. */
export function nameTexts(name: string, options: { surname?: boolean } = {}): string[] {
  if (name === '') return [];
  const { initials, full } = pinyinKeys(name, options);
  return [name, ...initials, ...full];
}

/** Digits of a phone as typed, as its key (without country code), and the extension. */
export function phoneTexts(number: string, extension = ''): string[] {
  const key = phoneKey(number);
  return [
    ...new Set([phoneDigits(number), key.number, key.extension, phoneDigits(extension)]),
  ].filter((digits) => digits !== '');
}

/** The words under which one customer stands in the search index. */
export function searchTexts(
  customer: { name: string; short_name: string; phone: string },
  contacts: readonly { name: string }[],
  phones: readonly { number: string; extension: string }[],
): SearchTexts {
  const join = (texts: string[]) => [...new Set(texts)].join(' ');
  return {
    name: join([...nameTexts(customer.name), ...nameTexts(customer.short_name)]),
    contact: join(contacts.flatMap((contact) => nameTexts(contact.name, { surname: true }))),
    phone: join([
      ...phoneTexts(customer.phone),
      ...phones.flatMap((phone) => phoneTexts(phone.number, phone.extension)),
    ]),
  };
}
