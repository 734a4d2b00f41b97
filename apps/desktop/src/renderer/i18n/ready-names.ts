import { shownRole, shownWord } from '@xinhang/shared/ready-words.ts';
import { useText } from './i18n.ts';

/** Roles and words that every company starts with, in the person's language. */
export function useReadyNames() {
  const { language } = useText();
  return {
    roleName: (name: string) => shownRole(name, language),
    word: (kind: Parameters<typeof shownWord>[0], label: string) =>
      shownWord(kind, label, language),
  };
}
