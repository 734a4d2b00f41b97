import type { Language } from '@xinhang/shared/auth.ts';
import { placeName } from '@xinhang/shared/place-name.ts';
import type { LocationKind } from '@xinhang/shared/stock-places.ts';
import { houseWords } from '@xinhang/shared/stock-words.ts';
import type { ReadContext } from '../../http/context.ts';
import { listLocations } from '../products/service.ts';

interface Place {
  id: number;
  name: string;
  kind?: string;
}

/** Says places in words of the language, and with whom goods lie there to those who see him. */
export async function placeWords(ctx: ReadContext, lang: Language) {
  const names = new Map((await listLocations(ctx)).map((row) => [row.id, placeName(row)]));
  return ({ id, kind, name }: Place) =>
    houseWords[kind as LocationKind]?.[lang] ?? names.get(id) ?? name;
}
