import { rm } from 'node:fs/promises';
import { may } from '@xinhang/db/actor.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import {
  isPriceTarget,
  levelKinds,
  neededTargets,
  targetsOf,
  type ImportKindName,
} from '@xinhang/shared/import-kinds.ts';
import { levelHeader } from '@xinhang/shared/catalog-words.ts';
import { columnText, importKindWords, sheetWords } from '@xinhang/shared/sheet-words.ts';
import type { FileAnswer } from '../../http/download.ts';
import type { ReadContext } from '../../http/context.ts';
import { hashFile, keepFile } from '../../ops/file-store.ts';
import { temporaryFile } from '../../ops/paths.ts';
import { writeSheetInWorker } from '../../sheets/in-worker.ts';
import { sheetMimes } from '../../sheets/sheet-mimes.ts';
import { priceLevels } from '../prices/service.ts';

/** Headers of a kind that the person may bring in, those that are needed with a star. */
async function headersOf(
  { db, actor }: ReadContext,
  kind: ImportKindName,
  lang: Language,
): Promise<string[]> {
  const needed = new Set(neededTargets[kind].flat());
  const mayPrice = may(actor, 'prices.update');
  const offered = (target: string) =>
    isPriceTarget(target) ? mayPrice : target !== 'purchasePrice' || actor.fields.cost === 'show';
  const own = (targetsOf[kind] as readonly string[])
    .filter(offered)
    .map((target) => `${needed.has(target) ? '*' : ''}${columnText(target, lang)}`);
  if (!levelKinds.includes(kind) || !mayPrice) return own;
  const levels = (await priceLevels(db)).filter((level) => level.active === 1);
  return [...own, ...levels.map(({ name }) => levelHeader[lang].replace('{level}', name))];
}

/** An empty sheet of a kind, to be filled and dropped in. */
export async function templateOf(
  ctx: ReadContext,
  kind: ImportKindName,
  lang: Language,
): Promise<FileAnswer> {
  const { paths, random } = ctx.deps;
  const path = temporaryFile(paths, `template-${random(12).toString('hex')}`);
  try {
    const columns = (await headersOf(ctx, kind, lang)).map((header) => ({
      header,
      type: 'text' as const,
    }));
    await writeSheetInWorker(path, 'xlsx', columns, nothing());
    const file = await hashFile(path);
    await keepFile(paths, path, file, ctx.now);
    const name = `${sheetWords.template[lang]}-${importKindWords[kind][lang]}.xlsx`;
    return { ...file, paths, name, mime: sheetMimes.xlsx };
  } finally {
    await rm(path, { force: true });
  }
}

async function* nothing(): AsyncGenerator<string[][]> {}
