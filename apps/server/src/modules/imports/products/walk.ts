import type { Reader } from '@xinhang/db/database.ts';
import { madeSoFar, type BatchRecord } from '@xinhang/db/repositories/imports.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { ProductUses } from '../../../registry/product-uses.ts';
import { productByCode, productByName } from '../../products/service.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import type { KindWalk, RowRecord } from '../kind.ts';
import type { Reason } from '../reason.ts';
import { plainRecord } from '../record.ts';
import { trying } from '../trying.ts';
import { currentProducts } from './current.ts';
import { productDraft, type ProductDraft } from './draft.ts';
import { reasonOf } from './refused.ts';
import { createRow, updateRow } from './write.ts';

const PAGE = 1000;

/** Codes of the rows before, each with its row; a step that is tried again forgets its own. */
class Codes {
  readonly #rows = new Map<string, number>();
  #fresh: string[] = [];
  find(keys: readonly string[]): number | undefined {
    return keys.map((key) => this.#rows.get(key)).find((row) => row !== undefined);
  }
  add(keys: readonly string[], row: number): void {
    for (const key of keys) {
      if (this.#rows.has(key)) continue;
      this.#rows.set(key, row);
      this.#fresh.push(key);
    }
  }
  rewind(): void {
    for (const key of this.#fresh) this.#rows.delete(key);
    this.#fresh = [];
  }
  keep(): void {
    this.#fresh = [];
  }
}

const keyOf = ({ code, facts }: ProductDraft) =>
  code === '' ? `name:${facts.name ?? ''}\n${facts.spec ?? ''}` : `code:${wordKey(code)}`;
const keysOf = (draft: ProductDraft) => [
  keyOf(draft),
  ...draft.units.flatMap((unit) => (unit.barcodes ?? []).map((code) => `barcode:${code}`)),
];

/** A pass over a list of products. */
export function productWalk(uses: ProductUses, batch: BatchRecord): KindWalk {
  const mapping = JSON.parse(batch.mapping) as Mapping;
  const codes = new Codes();
  let last: { id: number; version: number } | null = null;

  async function judged(
    ctx: WriteContext,
    draft: ProductDraft,
    writes: boolean,
  ): Promise<RowRecord> {
    const label = draft.facts.name ?? draft.code;
    const end = (verdict: string, first: Reason, ...also: Reason[]) =>
      plainRecord(draft.row, verdict, [first, ...also, ...(draft.unused ? [draft.unused] : [])], {
        label,
        customer_key: keyOf(draft),
      });
    if (draft.empty) return end('empty', { code: 'empty-row', params: {} });
    const before = codes.find(keysOf(draft));
    codes.add(keysOf(draft), draft.row);
    const [refused, ...others] = draft.problems;
    if (refused) return end('invalid', refused, ...others);
    if (before !== undefined) {
      return end('duplicate', { code: 'duplicate-in-file', params: { row: before } });
    }
    const known = draft.code === '' ? undefined : await productByCode(ctx.tx, wordKey(draft.code));
    if (!known && draft.name === '') {
      return end('invalid', { code: 'product-name-missing', params: {} });
    }
    if (draft.code === '') {
      const spec = draft.facts.spec ?? '';
      const like = await productByName(ctx.tx, { name: draft.name, spec });
      if (like) {
        const there = end('duplicate', { code: 'product-there', params: { code: like.code } });
        return { ...there, entity_id: like.id };
      }
    }
    try {
      const today = await todayOf(ctx);
      const written = await trying(ctx, writes, async (inside) => {
        if (!known) return await createRow(inside, uses, draft, today);
        const [current] = await currentProducts(inside.tx, [known.id], today);
        return await updateRow(inside, uses, { draft, current: current!, today });
      });
      const { verdict, reasons, product, kept } = written;
      if (writes && verdict !== 'same') last = product;
      const record = end(verdict, ...reasons);
      const made = writes && verdict === 'create' ? 1 : 0;
      // A product of a dry run is there no more.
      const entity_id = writes || known ? product.id : null;
      return { ...record, made, entity_id, kept: writes && kept ? JSON.stringify(kept) : null };
    } catch (error) {
      return end('invalid', reasonOf(error));
    }
  }

  return {
    memory: codes,
    async recall(look) {
      for (let after = 0; ;) {
        const { db }: { db: Reader } = await look();
        const rows = await madeSoFar(db, batch.id, { after, limit: PAGE });
        for (const row of rows) codes.add([row.customer_key], (after = row.row));
        codes.keep();
        if (rows.length < PAGE) return;
      }
    },
    async block(ctx: WriteContext, rows: readonly SheetRow[], writes: boolean) {
      const records: RowRecord[] = [];
      for (const row of rows) records.push(await judged(ctx, productDraft(row, mapping), writes));
      return records;
    },
    async news(ctx) {
      // One piece per step: clients load their lists again.
      if (last) await ctx.emit({ entity: 'product', ...last, audience: [] });
      last = null;
    },
  };
}
