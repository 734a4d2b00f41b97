import type { Reader } from '@xinhang/db/database.ts';
import type { CustomFieldRecord } from '@xinhang/db/repositories/words.ts';
import { languages } from '@xinhang/shared/auth.ts';
import { nearestWord } from '@xinhang/shared/nearest-word.ts';
import { shownWord } from '@xinhang/shared/ready-words.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import { customFields, dicts, tags } from '../../customers/service.ts';
import { whenOf } from '../dates.ts';
import type { Reason } from '../reason.ts';

/** What a row says in the company's own words. */
export interface Worded {
  tagIds: number[];
  /** Values of the company's own fields, by key. */
  custom: Record<string, string | number | boolean>;
}

/** The company's tags and fields, as a file names them. */
export interface OwnWords {
  /**
   * Reasons where tags are not there, fields do not take what stands in their cells, or some that
   * every customer must have are empty.
   */
  read(
    tagNames: readonly string[],
    fields: Readonly<Record<string, string>>,
  ): Worded | readonly Reason[];
  /** The industry of the company's list that is likely meant by one that is not on it; else null. */
  industryLike(text: string): string | null;
}

const yes = new Set('是 对 對 有 y yes true 1 √ ✓ ✔ v'.split(' '));
const no = new Set('否 不 不是 无 無 没有 沒有 n no false 0 × x'.split(' '));
const SHOWN = 60;

/** Reads them once for a whole file; `zone` says when a day begins. */
export async function ownWords(db: Reader, zone: string): Promise<OwnWords> {
  const known = (await tags(db)).filter((tag) => tag.active === 1);
  const tagIds = new Map(known.map((tag) => [tag.name_key, tag.id]));
  const found = (await customFields(db)).filter((field) => field.active === 1);
  const fields = new Map(found.map((field) => [field.key, field]));
  const industries = (await dicts(db))
    .filter(({ kind, active }) => kind === 'industry' && active === 1)
    .flatMap(({ label }) => languages.map((language) => shownWord('industry', label, language)));
  const alike = new Map<string, string | null>();
  return {
    industryLike(text) {
      if (text === '') return null;
      let like = alike.get(text);
      if (like === undefined) alike.set(text, (like = nearestWord(text, industries)));
      return like;
    },
    read(tagNames, texts): Worded | readonly Reason[] {
      const refused: Reason[] = [];
      const ids = new Set<number>();
      for (const name of tagNames) {
        const id = tagIds.get(wordKey(name));
        if (id === undefined) refused.push({ code: 'tag-unknown', params: { value: shown(name) } });
        else ids.add(id);
      }
      const custom: Worded['custom'] = {};
      for (const [key, text] of Object.entries(texts)) {
        const field = fields.get(key);
        const value = field ? valueOf(field, text, zone) : null;
        if (value === null) {
          const params = { field: field?.label ?? `custom:${key}`, value: shown(text) };
          refused.push({ code: 'custom-refused', params });
        } else custom[key] = value;
      }
      for (const { key, required, label } of found) {
        if (required !== 1 || key in texts) continue;
        refused.push({ code: 'custom-missing', params: { field: label } });
      }
      if (refused.length > 0) return refused;
      return { tagIds: [...ids], custom };
    },
  };
}

const shown = (text: string) => text.slice(0, SHOWN);

/** Null where the field does not take it. */
function valueOf(field: CustomFieldRecord, text: string, zone: string) {
  const plain = wordKey(text);
  switch (field.type) {
    case 'number': {
      const digits = plain.replaceAll(/[,\s]/gu, '');
      return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/.test(digits) && Number.isFinite(Number(digits))
        ? Number(digits)
        : null;
    }
    case 'date':
      return whenOf(text, zone)?.date ?? null;
    case 'flag':
      return yes.has(plain) ? true : no.has(plain) ? false : null;
    case 'select': {
      const options = JSON.parse(field.options) as string[];
      return options.find((option) => wordKey(option) === plain) ?? null;
    }
    default:
      return text;
  }
}
