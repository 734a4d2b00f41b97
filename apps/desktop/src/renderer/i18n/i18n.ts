import { languages, type Language } from '@xinhang/shared/auth.ts';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import 'dayjs/locale/zh-tw';
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en.ts';
import { zhCn, type TextKey, type Texts } from './zh-cn.ts';
import { zhTw } from './zh-tw.ts';

export type { TextKey } from './zh-cn.ts';

const STORE_KEY = 'xinhang.language';
const texts: Record<Language, Texts> = { 'zh-CN': zhCn, 'zh-TW': zhTw, en };

/** Each language in its own name. */
export const languageNames: Record<Language, string> = {
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  en: 'English',
};

function storedLanguage(): Language {
  const stored = localStorage.getItem(STORE_KEY);
  return languages.find((one) => one === stored) ?? 'zh-CN';
}

/** What the page itself and the calendars of the fields speak. */
function speak(language: Language): void {
  document.documentElement.lang = language;
  dayjs.locale(language.toLowerCase());
}

export async function startI18n(): Promise<void> {
  const lng = storedLanguage();
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'zh-CN',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(
      languages.map((language) => [language, { translation: texts[language] }]),
    ),
  });
  speak(lng);
}

export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORE_KEY, language);
  speak(language);
  await i18next.changeLanguage(language);
  await window.xinhang?.app.language({ language });
}

type Values = Record<string, string | number>;
export type Translate = (key: TextKey, values?: Values) => string;

/** The words of the chosen language; keys are checked. */
export function useText(): { t: Translate; language: Language } {
  const { t, i18n } = useTranslation();
  const language = languages.find((one) => one === i18n.language) ?? 'zh-CN';
  return { t: (key, values) => String(t(key, { ...values })), language };
}

/** What stands between the names of a list. */
export const comma = (): string => i18next.t('common.and');

/** Names of which any one will do. */
export const orJoin = (names: readonly string[]): string => names.join(i18next.t('common.or'));

/** The word for a code that comes from the server; the code's fallback when there is none. */
export function wordKey(prefix: string, code: string, fallback: TextKey): TextKey {
  const key = `${prefix}.${code}`;
  return key in zhCn ? (key as TextKey) : fallback;
}
