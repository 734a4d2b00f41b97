import type { Reader } from '@xinhang/db/database.ts';
import { madeSoFar, type BatchRecord } from '@xinhang/db/repositories/imports.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import type { KindWalk, RowRecord } from '../kind.ts';
import type { Reason } from '../reason.ts';
import { plainRecord } from '../record.ts';
import { trying } from '../trying.ts';
import type { RowDraft } from './reader.ts';
import { SeenKeys } from './seen.ts';

const PAGE = 1000;

/** What a row became. */
export interface WrittenRow {
  verdict: 'create' | 'update' | 'same';
  reasons: [Reason, ...Reason[]];
  /** What it made, changed or met. */
  entity: { id: number; version: number };
  /** What taking it back needs; null where it changed nothing. */
  kept: object | null;
  /** The customer it belongs to. */
  customerId?: number;
  /** What it adds to the sums of the import. */
  sums?: Readonly<Record<string, number>>;
}

/** How the rows of a kind are judged and written. */
export interface RowRules<D extends RowDraft> {
  /** Of the change that is told. */
  entity: string;
  draft(row: SheetRow, mapping: Mapping): D;
  /** What the lists of verdicts show of a row. */
  label(draft: D): string;
  /** What no later row of the file may say again, the one that stands for the row first. */
  keys(draft: D): [string, ...string[]];
  /** A row that is not written at all, with what it met. */
  leftOut?(
    ctx: WriteContext,
    draft: D,
  ): Promise<{ verdict: 'duplicate' | 'invalid'; reason: Reason; id: number | null } | null>;
  write(ctx: WriteContext, draft: D): Promise<WrittenRow>;
  /** The reason of a refusal; anything else is thrown on. */
  reasonOf(error: unknown): Reason;
}

/** A pass over a list of rows that each stand for themselves. */
export function rowWalk<D extends RowDraft>(rules: RowRules<D>, batch: BatchRecord): KindWalk {
  const mapping = JSON.parse(batch.mapping) as Mapping;
  const seen = new SeenKeys();
  let last: { id: number; version: number } | null = null;

  async function judged(ctx: WriteContext, draft: D, writes: boolean): Promise<RowRecord> {
    const keys = rules.keys(draft);
    const end = (verdict: string, first: Reason, ...also: Reason[]) =>
      plainRecord(draft.row, verdict, [first, ...also, ...(draft.unused ? [draft.unused] : [])], {
        label: rules.label(draft),
        customer_key: keys[0],
      });
    if (draft.noLine) return end('empty', { code: draft.noLine, params: {} });
    const before = seen.find(keys);
    seen.add(keys, draft.row);
    const [refused, ...others] = draft.problems;
    if (refused) return end('invalid', refused, ...others);
    if (before !== undefined) {
      return end('duplicate', { code: 'duplicate-in-file', params: { row: before } });
    }
    const out = (await rules.leftOut?.(ctx, draft)) ?? null;
    if (out) return { ...end(out.verdict, out.reason), entity_id: out.id };
    try {
      const work = (inside: WriteContext) => rules.write(inside, draft);
      const { verdict, reasons, entity, kept, customerId, sums } = await trying(ctx, writes, work);
      if (writes && verdict !== 'same') last = entity;
      const made = writes && verdict === 'create' ? 1 : 0;
      // What a dry run made is there no more.
      const entity_id = writes || verdict !== 'create' ? entity.id : null;
      return {
        ...end(verdict, ...reasons),
        made,
        entity_id,
        kept: writes && kept ? JSON.stringify(kept) : null,
        customer_id: customerId ?? null,
        sums,
      };
    } catch (error) {
      return end('invalid', rules.reasonOf(error));
    }
  }

  return {
    memory: seen,
    async recall(look) {
      for (let after = 0; ;) {
        const { db }: { db: Reader } = await look();
        const rows = await madeSoFar(db, batch.id, { after, limit: PAGE });
        for (const row of rows) seen.add([row.customer_key], (after = row.row));
        seen.keep();
        if (rows.length < PAGE) return;
      }
    },
    async block(ctx: WriteContext, rows: readonly SheetRow[], writes: boolean) {
      const records: RowRecord[] = [];
      for (const row of rows) {
        records.push(await judged(ctx, rules.draft(row, mapping), writes));
      }
      return records;
    },
    async news(ctx) {
      // One piece per step: clients load their lists again.
      if (last) await ctx.emit({ entity: rules.entity, ...last, audience: [] });
      last = null;
    },
  };
}
