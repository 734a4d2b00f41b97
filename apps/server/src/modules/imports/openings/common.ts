import type { ImportColumn } from '@xinhang/shared/imports.ts';
import type { ImportKindName } from '@xinhang/shared/import-kinds.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { fieldRefused, Problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { seesEveryImport } from '../../../http/import-sight.ts';
import { importNeeds } from '@xinhang/shared/import-kinds.ts';
import type { ImportRowRecord } from '@xinhang/db/repositories/imports.ts';
import type { BatchRecord } from '@xinhang/db/repositories/imports.ts';
import { assertOpeningsOpen, goingLive } from '../../ledgers/service.ts';
import type { SheetRow } from '../file.ts';
import type { ImportKind, KindWalk } from '../kind.ts';
import type { Mapping } from '../headers.ts';
import type { Reason } from '../reason.ts';
import type { HeaderGuess } from '../rows/guess.ts';
import { needColumns } from '../rows/needed.ts';
import { refusalReason } from '../rows/refused.ts';
import { takeBackRows } from '../rows/undo.ts';

/** Why an opening that a row wrote is taken back. */
export const TAKEN_BACK = '撤销导入';

/** What the rules of openings refuse, as a file says it. */
const known = refusalReason({
  'not-before-going-live': 'not-before-going-live',
  'openings-closed': 'openings-closed',
  'before-business-date': 'due-before-date',
  'due-before-issue': 'due-before-date',
  'period-closed': 'period-closed',
  'after-today': 'date-to-come',
  'after-first-movement': 'after-first-movement',
  'batch-needed': 'batch-missing',
  'no-batches': 'no-batches',
  'no-serials': 'no-serials',
  'serials-do-not-count': 'serials-differ',
  'serial-in-stock': 'serial-taken',
  'serial-twice': 'serial-taken',
  'named-twice': 'serial-taken',
  'too-many-decimals': 'too-many-decimals',
});

/** The reason of a refusal; a rule that files have no words for is named by its code. */
export function openingRefusal(error: unknown): Reason {
  try {
    return known(error);
  } catch {
    if (!(error instanceof Problem)) throw error;
    const value = error.details.errors?.[0]?.code ?? error.code;
    return { code: 'rule-refused', params: { value } };
  }
}

/** The day before the books begin: of what a file dates by no day of its own. */
export async function eveOf(ctx: WriteContext): Promise<string> {
  const row = await goingLive(ctx.tx);
  if (!row) throw fieldRefused('/mapping', 'no-going-live-date');
  return addDays(row.go_live_date, -1);
}

/** Refused while nobody said when the books begin, and once they have begun. */
async function needPreparing(ctx: WriteContext): Promise<void> {
  const row = await goingLive(ctx.tx);
  if (!row) throw fieldRefused('/mapping', 'no-going-live-date');
  if (row.state === 'live') throw fieldRefused('/mapping', 'openings-closed');
}

/** A kind of what was there before the books began here. */
export function openingKind(
  name: ImportKindName,
  parts: {
    headers: HeaderGuess;
    /** Of the change that is told. */
    entity: string;
    /** Columns that say what goods cost. */
    costs?: readonly ImportColumn[];
    walk(batch: BatchRecord, ahead: () => AsyncGenerator<SheetRow[]>): KindWalk | Promise<KindWalk>;
    takeBack(ctx: WriteContext, row: ImportRowRecord): Promise<boolean>;
  },
): ImportKind {
  const { headers, costs = [] } = parts;
  const refuseCosts = (ctx: WriteContext, mapping: Mapping) => {
    const at = mapping.findIndex((target) => target !== null && costs.includes(target));
    if (at >= 0 && ctx.actor.fields.cost !== 'show') {
      throw fieldRefused(`/mapping/${at}`, 'cost-hidden');
    }
  };
  return {
    name,
    needs: importNeeds[name],
    look: headers,
    seesAll: seesEveryImport[name],
    readsContents: (actor) => costs.length === 0 || actor.fields.cost === 'show',
    // oxlint-disable-next-line require-await -- other kinds look at the database
    guess: async (_ctx, shape) => headers.guess(shape.header),
    async checkChoices(ctx, { mapping }) {
      needColumns(name, mapping);
      refuseCosts(ctx, mapping);
      await needPreparing(ctx);
    },
    walk: async (_db, batch, _ownerId, ahead) => await parts.walk(batch, ahead),
    checkTakeBack: async (ctx) => await assertOpeningsOpen(ctx.tx),
    takeBack: takeBackRows(parts.entity, async (ctx, row) => await parts.takeBack(ctx, row)),
  };
}
