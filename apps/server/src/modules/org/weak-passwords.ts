/** A word this short occurs in any phrase. */
const WORD_MATTERS = 3;
const runs = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', '1qaz2wsx3edc'];
const product = ['xinhang', '新航'];

let common: Promise<ReadonlySet<string>> | undefined;

/**
 * The 49,000 passwords that are used most, lower case. Read when somebody first chooses one: a
 * server that nobody asks does not hold them.
 */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common']),
  );
  return common;
}

/**
 * What anybody guesses first: a password of the common ones, also behind a few letters (a name in
 * front of 123456) or with digits behind it, one letter over and over, a run of digits or keys,
 * and whatever holds the own login, the company's name or the product's. ASVS 5: 6.2.4, 6.2.11.
 */
export async function tooWeak(
  password: string,
  about: { login: string; company: string },
): Promise<boolean> {
  const text = password.normalize('NFKC').toLowerCase();
  if (new Set(text).size < 3) return true;
  if (runs.some((run) => run.includes(text) || run.repeat(2).includes(text))) return true;
  const words = [about.login, about.company, ...product].map((word) => word.toLowerCase());
  if (words.some((word) => word.length >= WORD_MATTERS && text.includes(word))) return true;
  if (product.some((word) => text.includes(word))) return true;
  const known = await commonPasswords();
  const bare = text.replaceAll(/[\s\p{P}\p{S}]/gu, '');
  const digits = /\d+$/.exec(bare)?.[0] ?? '';
  const front = bare.slice(0, bare.length - digits.length);
  if (known.has(text) || known.has(bare) || /^(woaini|iloveyou)$/.test(front)) return true;
  const expected = known.has(digits) || /^(\d)\1*$/.test(digits);
  return /^[a-z]{0,6}$/.test(front) && expected;
}
