import type { Language } from '../auth.ts';
import { audit as en } from './en.ts';
import { audit as zhCn } from './zh-cn.ts';
import { audit as zhTw } from './zh-tw.ts';

/** A text of the audit: the screen takes these words too, so that a file and it say the same. */
export type AuditText = keyof typeof zhCn;

const texts: Readonly<Record<Language, Readonly<Record<AuditText, string>>>> = {
  'zh-CN': zhCn,
  'zh-TW': zhTw,
  en,
};

export const auditText = (key: AuditText, lang: Language): string => texts[lang][key];

const words = (key: string, code: string, other: AuditText, lang: Language) =>
  key in zhCn ? auditText(key as AuditText, lang) : `${auditText(other, lang)} (${code})`;

/** What was done; what has no words keeps its code, so that nothing on record is lost. */
export const auditAction = (action: string, lang: Language): string =>
  words(`action.${action}`, action, 'audit.otherAction', lang);

/** What it was done to. */
export const auditEntity = (entity: string, lang: Language): string =>
  words(`entity.${entity}`, entity, 'audit.otherEntity', lang);
