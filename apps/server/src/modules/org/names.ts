import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';

/** Under which a login is found: width and case do not tell two of them apart. */
export function loginKey(login: string): string {
  return login.normalize('NFKC').toLowerCase();
}

/** The readings of a person's name, for pickers and lists. */
export function namePinyin(name: string): string {
  const py = pinyinKeys(name, { surname: true });
  return [...py.full, ...py.initials].join(' ');
}
