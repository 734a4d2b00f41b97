import type { Language } from './auth.ts';

/** The same words in each language. */
export type Words = Readonly<Record<Language, string>>;

export const in3 = (cn: string, tw: string, en: string): Words => ({
  'zh-CN': cn,
  'zh-TW': tw,
  en,
});
