import { phoneDigits, splitPhones } from './text-keys.ts';

/**
 * How a person or a company is reached, as typed by people: brought into one width, and refused
 * where it reaches nobody. What is unusual and works stays: extensions, several numbers, 400 and
 * foreign numbers, notes in brackets, pages without `http`.
 */

const dashes = /[‐‑‒–—―−－ｰ]/gu;
const DIGITS = { min: 3, max: 20 };
/** Between several addresses in one field. */
const between = /[\s;,、；，|]+/u;

/** One width, one dash, one space. */
export function tidyPhone(text: string): string {
  return text.normalize('NFKC').replaceAll(dashes, '-').replaceAll(/\s+/gu, ' ').trim();
}

/** One number or several, each with digits that could be dialled; a masked one is none. */
export function isPhone(text: string): boolean {
  return (
    !text.includes('*') &&
    splitPhones(text).every((one) => {
      const { length } = phoneDigits(one);
      return length >= DIGITS.min && length <= DIGITS.max;
    })
  );
}

/** `王伟 <WANG＠Example.com>` is `WANG@example.com`; several stand behind each other with `; `. */
export function tidyEmail(text: string): string {
  const plain = text.normalize('NFKC').replaceAll('。', '.').trim();
  const named = [...plain.matchAll(/<([^<>@\s]+@[^<>\s]+)>/gu)].map(([, address]) => address!);
  const parts = named.length > 0 ? named : plain.replace(/^mailto:/iu, '').split(between);
  return parts
    .filter((part) => part !== '')
    .map((part) => part.replace(/@[^@]*$/u, (domain) => domain.toLowerCase()))
    .join('; ');
}

const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?`;
const host = String.raw`(?:${label}\.)+[\p{L}\p{M}][\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}]`;
const emailForm = new RegExp(
  String.raw`^[\p{L}\p{N}!#$%&'*+/=?^_{}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_{}~-]+)*@${host}$`,
  'u',
);
const pageForm = new RegExp(
  String.raw`^(?:https?:\/\/)?(?:${host}|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?(?:[/?#]\S*)?$`,
  'u',
);

export function isEmail(text: string): boolean {
  return text.split('; ').every((one) => emailForm.test(one));
}

/** `HTTP：//WWW。Example。com/A` is `http://www.example.com/A`; no scheme is added. */
export function tidyWebsite(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .split(between)
    .filter((part) => part !== '')
    .map((part) =>
      part.replace(/^(?:https?:\/\/)?[^/?#]+/iu, (front) =>
        front.replaceAll('。', '.').toLowerCase(),
      ),
    )
    .join('; ');
}

/** One address of a page or several, `http` and `https` alone. */
export function isWebsite(text: string): boolean {
  return text.split('; ').every((one) => pageForm.test(one));
}
