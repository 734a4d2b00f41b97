import { pinyin } from 'pinyin-pro';

export interface PinyinKeys {
  /** Initials, the likeliest reading. */
  initials: string;
  full: string;
  /** Sorts in pinyin order by plain comparison of code points. */
  sort: string;
}

/** Pinyin of a name for search and sorting; Latin letters and digits pass through in lower case. */
export function pinyinKeys(text: string, options: { surname?: boolean } = {}): PinyinKeys {
  const syllables = pinyin(text.normalize('NFKC'), {
    toneType: 'none',
    type: 'array',
    nonZh: 'consecutive',
    ...(options.surname && { surname: 'head' as const }),
  }).map((syllable) => syllable.toLowerCase().trim());
  return {
    initials: syllables.map((syllable) => syllable.slice(0, 1)).join(''),
    full: syllables.join(''),
    sort: `${syllables.join(' ')} ${text}`,
  };
}
