const suffixes =
  /(股份有限公司|有限责任公司|有限公司|有限合伙|股份公司|集团公司|集团|公司|coltd|ltd|inc|corporation|corp|gmbh|llc|limited)$/;

/** Key under which two spellings of one company name meet: width, case, brackets, legal form. */
export function nameKey(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  let key = plain;
  while (suffixes.test(key)) {
    const shorter = key.replace(suffixes, '');
    if (shorter === '') break;
    key = shorter;
  }
  return key;
}

/**
 * Digits of a phone without country code, and its extension. `+86 0755-88888888转123` gives
 * `075588888888` and `123`.
 */
export function phoneKey(phone: string): { number: string; extension: string } {
  const text = phone.normalize('NFKC').toLowerCase().trim();
  const [, main = text, extension = ''] = /^(.*?)(?:转|ext\.?|x|#)\s*(\d{1,8})$/.exec(text) ?? [];
  const digits = main.replace(/\D/g, '');
  const number = /^(\+|00)/.test(main) ? digits.replace(/^(00)?86/, '') : digits;
  return { number, extension };
}

/** Letters and digits of a tax number in upper case. */
export function taxNoKey(taxNo: string): string {
  return taxNo
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
}
