import { foldHan } from './han-fold.ts';

const han = String.raw`\p{Script=Han}`;
const spacesInsideChinese = new RegExp(`(?<=${han}) +(?=${han})`, 'gu');

/** A legal form in brackets says nothing about the name; a region in brackets does, and stays. */
const bracketedForm =
  /[([{<〔【〖《「『]\s*(集团|有限合伙|普通合伙|特殊普通合伙|个体工商户)\s*[)\]}>〕】〗》」』]/gu;

const chineseForm =
  /(股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司|集团公司|特殊普通合伙|普通合伙|有限合伙|集团|(?<![分子总])公司)$/u;

/** Whole words at the end only: `zinc` must not become `z`. */
const latinForm =
  /(?<![\p{L}\p{N}])(gmbh co kg|pte ltd|pty ltd|co ltd|co limited|company limited|company|co|ltd|limited|incorporated|inc|corporation|corp|gmbh|llc|llp|plc)$/u;

/**
 * Key under which the spellings of one company name meet: width, case, spaces, punctuation, legal
 * form, traditional and simplified characters. Empty only for a blank name.
 */
export function nameKey(name: string): string {
  return nameWords(name).replaceAll(' ', '') || plainText(name).replace(/\s/gu, '');
}

/** The same with one space between words of letters; empty for a name of signs alone. */
export function nameWords(name: string): string {
  const text = plainText(name);
  let words = wordsOf(text.replace(bracketedForm, ' ')) || wordsOf(text);
  for (;;) {
    const shorter = words.replace(chineseForm, '').trim().replace(latinForm, '').trim();
    if (shorter === words || shorter === '') return words;
    words = shorter;
  }
}

/** One width, one case, one script. */
const plainText = (name: string) => foldHan(name.normalize('NFKC').toLowerCase());

/** Letters and digits, one space between words, none between Chinese characters. */
function wordsOf(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
    .replace(spacesInsideChinese, '');
}

export interface PhoneKey {
  /** Digits: `13812345678`, `075588888888`; abroad with `00` and country code. */
  number: string;
  /** Digits after the switchboard's number, or empty. */
  extension: string;
}

const mobile = /^1[3-9]\d{9}$/;
const hotline = /^[48]00\d{7}$/;
const worded = /^(.*\d.*?)\s*(?:转接?|分机号?|extension|ext\.?|x|#)\s*[:：.]?\s*(\d{1,6})\D*$/su;
const dashed = /^(.*\d)\s*[-‐‑–—]\s*(\d{1,6})$/su;

const betweenPhones = /[/、,;|\n\r]+|(?<=1[3-9]\d{9})\s+(?=[01][\d-]{6})/u;
/** A shorter part is the end of the number before it: `0755-88886666/7`. */
const MIN_OWN_DIGITS = 5;

/** The numbers of a text; several stand behind each other with `/`, `、`, `;` or a line break. */
export function splitPhones(text: string): string[] {
  const parts = text
    .normalize('NFKC')
    .split(betweenPhones)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const own = parts.every((part) => phoneDigits(part).length >= MIN_OWN_DIGITS);
  return parts.length > 1 && own ? parts : [text.normalize('NFKC').trim()];
}

/** A number and its extension apart: `0755-88888888转123`. */
export function phoneParts(text: string): { number: string; extension: string } {
  const { extension } = phoneKey(text);
  if (extension === '') return { number: text, extension };
  const tail = new RegExp(String.raw`[^\d]*${extension}\D*$`, 'u');
  return { number: text.replace(tail, ''), extension };
}

/**
 * Key under which the spellings of one phone number meet. `+86 0755-88888888转123` gives
 * `075588888888` and `123`. Of several numbers it is the first.
 */
export function phoneKey(phone: string): PhoneKey {
  const text = splitPhones(phone)[0]!.toLowerCase();
  const [, main, extension] = worded.exec(text) ?? [];
  if (main !== undefined && extension !== undefined) {
    return { number: nationalNumber(main), extension };
  }
  const whole = nationalNumber(text);
  const [, front, back] = dashed.exec(text) ?? [];
  if (front !== undefined && back !== undefined && !mobile.test(whole)) {
    const number = nationalNumber(front);
    if (isComplete(front, number)) return { number, extension: back };
  }
  return { number: whole, extension: '' };
}

/** Whether a number is whole without the digits after the next dash: `0755-8888` is not. */
function isComplete(text: string, number: string): boolean {
  if (mobile.test(number) || hotline.test(number)) return true;
  const lastPart = phoneDigits(text.split(/[-‐‑–—]/u).at(-1) ?? '');
  return /^\d{7,8}$/.test(lastPart) || /^0\d{9,11}$/.test(lastPart);
}

function nationalNumber(text: string): string {
  const digits = phoneDigits(text);
  const international = /^[^\d]*\+/.test(text) || digits.startsWith('00');
  const full = international ? digits.replace(/^00/, '') : digits;
  if (international && !full.startsWith('86')) return full === '' ? '' : `00${full}`;
  if (!international && !/^86(1[3-9]\d{9}|0\d{9,11})$/.test(full)) return full;
  const national = full.slice(2).replace(/^0+(?=1[3-9]\d{9}$)/, '');
  const landline = /^[1-9]\d{9,10}$/.test(national);
  // Abroad the area code is written without its 0: +86 755 8888 8888.
  return landline && !mobile.test(national) && !hotline.test(national) ? `0${national}` : national;
}

/** All digits of a text, full-width ones too. */
export function phoneDigits(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}

/** Letters and digits of a tax number in upper case. */
export function taxNoKey(taxNo: string): string {
  return taxNo
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
}

/** Under which spellings of a word meet: width, case and spaces do not tell words apart. */
export function wordKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
