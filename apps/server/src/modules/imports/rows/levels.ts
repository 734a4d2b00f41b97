import type { Reader } from '@xinhang/db/database.ts';
import { languages } from '@xinhang/shared/auth.ts';
import { levelHeader } from '@xinhang/shared/catalog-words.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { priceLevels } from '../../prices/service.ts';
import type { Mapping } from '../headers.ts';
import type { OwnHeader } from './guess.ts';

/** By which headers columns of the company's levels of prices are told. */
export async function levelHeaders(db: Reader): Promise<OwnHeader[]> {
  const levels = (await priceLevels(db)).filter((level) => level.active === 1);
  return levels.map(({ id, name }) => ({
    target: `level:${id}`,
    headers: [name, ...languages.map((lang) => levelHeader[lang].replace('{level}', name))],
  }));
}

/** Throws where a column is the price of a level that is not there. */
export async function needLevels(db: Reader, mapping: Mapping): Promise<void> {
  const levels = new Set((await priceLevels(db)).map(({ id }) => `level:${id}`));
  for (const [at, target] of mapping.entries()) {
    if (target?.startsWith('level:') && !levels.has(target)) {
      throw fieldRefused(`/mapping/${at}`, 'unknown-level');
    }
  }
}
