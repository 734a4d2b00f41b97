/** What a template may ask of a recipient or the sender, as it is written between braces. */
export const messageFields = ['称呼', '姓名', '公司', '职务', '我的名字'] as const;
export type MessageField = (typeof messageFields)[number];

const TOKEN = /\{([^{}\n]{1,20})\}/g;

/** Words between braces that are no field. */
export function unknownFields(template: string): string[] {
  const known: readonly string[] = messageFields;
  return [...template.matchAll(TOKEN)]
    .map(([, name]) => name!)
    .filter((name) => !known.includes(name));
}

/** Fields of a template, in the order in which they stand in it. */
export function fieldsOf(template: string): MessageField[] {
  return [...template.matchAll(TOKEN)].map(([, name]) => name as MessageField);
}

/** The text of one recipient, and which fields nothing is known of; these stand empty in it. */
export function filledText(
  template: string,
  values: Readonly<Record<MessageField, string>>,
): { text: string; missing: MessageField[] } {
  const missing = new Set<MessageField>();
  const text = template.replaceAll(TOKEN, (_token, name: MessageField) => {
    const value = values[name] ?? '';
    if (value === '') missing.add(name);
    return value;
  });
  return { text, missing: [...missing] };
}

/** Surnames of two characters that are still common. */
const compound =
  /^(欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|夏侯|端木|歐陽|諸葛|東方|尉遲|公孫|司徒)/;

/** 王先生, 欧阳女士; the whole name where it is not known which, or the name is not Chinese. */
export function salutation(name: string, gender: string): string {
  const title = { male: '先生', female: '女士' }[gender];
  if (!title || !/^\p{Script=Han}{2,4}$/u.test(name)) return name;
  return `${compound.exec(name)?.[0] ?? name.slice(0, 1)}${title}`;
}

/** Signature before and the way out behind, as the carriers of the mainland ask of advertising. */
export function smsText(signature: string, text: string): string {
  return `【${signature}】${text} 拒收请回复R`;
}

/** How the receiver of an e-mail gets no more of them. */
export const EMAIL_OPT_OUT = '如不想再收到此类邮件，请回复“退订”。';

const ONE_PART = 70;
const OF_SEVERAL = 67;

/** Parts that an SMS is charged as: 70 characters in one, 67 in each of several (UTF-16 units). */
export function smsParts(text: string): number {
  return text.length <= ONE_PART ? 1 : Math.ceil(text.length / OF_SEVERAL);
}

/** A mobile of the mainland in eleven digits; null for any other number. */
export function mobileOf(number: string): string | null {
  const digits = number.replaceAll(/[^\d+]/g, '').replace(/^(\+86|0086|86(?=1\d{10}$))/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? digits : null;
}
