import type { BatchRecord } from '@xinhang/db/repositories/imports.ts';
import {
  openingPayableTargets,
  openingReceivableTargets,
  type ImportKindName,
} from '@xinhang/shared/import-kinds.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import {
  adjust,
  adjustPayable,
  adjustmentInScope,
  apAdjustmentById,
  undoAdjustment,
  undoApAdjustment,
} from '../../finance/service.ts';
import { standingOwed } from '../../opening/service.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import { findCustomerNamed, findSupplier } from '../rows/finds.ts';
import { headerGuess } from '../rows/guess.ts';
import { RowReader, type RowDraft } from '../rows/reader.ts';
import { Refused } from '../rows/refused.ts';
import { rowWalk, type WrittenRow } from '../rows/walk.ts';
import { eveOf, openingKind, openingRefusal, TAKEN_BACK } from './common.ts';

type Side = 'ar' | 'ap';

/** What one side is about: whose it is, how it is written and how it is taken back. */
interface Sides {
  kind: ImportKindName;
  entity: string;
  party: 'openingCustomer' | 'supplierName';
  find(ctx: WriteContext, name: string): Promise<{ id: number }>;
  write(ctx: WriteContext, body: Body): Promise<{ id: number; version: number }>;
  now(ctx: WriteContext, id: number): Promise<{ version: number; state: string } | undefined>;
  undo(ctx: WriteContext, id: number, version: number): Promise<unknown>;
}
interface Body {
  partyId: number;
  businessDate: string;
  dueDate: string | null;
  amountFen: number;
  oldNo: string;
  note: string;
}

const sides: Readonly<Record<Side, Sides>> = {
  ar: {
    kind: 'openingReceivables',
    entity: 'arAdjustment',
    party: 'openingCustomer',
    find: findCustomerNamed,
    write: async (ctx, { partyId: customerId, ...body }) =>
      await adjust(ctx, { kind: 'opening', customerId, ...body }),
    now: async (ctx, id) => await adjustmentInScope(ctx.tx, ctx.actor, id),
    undo: async (ctx, id, version) =>
      await undoAdjustment(ctx, id, { version, reason: TAKEN_BACK }),
  },
  ap: {
    kind: 'openingPayables',
    entity: 'apAdjustment',
    party: 'supplierName',
    find: findSupplier,
    write: async (ctx, { partyId: supplierId, ...body }) =>
      await adjustPayable(ctx, { kind: 'opening', supplierId, ...body }),
    now: async (ctx, id) => await apAdjustmentById(ctx.tx, id),
    undo: async (ctx, id, version) =>
      await undoApAdjustment(ctx, id, { version, reason: TAKEN_BACK }),
  },
};

interface Draft extends RowDraft {
  party: string;
  oldNo: string;
  date: string | null;
  due: string | null;
  owedFen: number;
  advanceFen: number;
  note: string;
}

/** Of a balance without documents. */
const WHOLE_BALANCE = '期初';

function draftOf(party: Sides['party'], row: SheetRow, mapping: Mapping): Draft {
  const cells = new RowReader(row, mapping, { [party]: 120, oldNo: 40, openingNote: 200 });
  cells.need(party);
  const owedFen = cells.signedFen('owed') ?? 0;
  const advanceFen = cells.fen('advance') ?? 0;
  // Lists of balances have whoever owes nothing as well, as 0 or as nothing; a document has its sum.
  const written = cells.text('owed') !== '' || cells.text('advance') !== '';
  if (cells.isZero('owed', 'advance') && (written || cells.text('oldNo') === '')) cells.leaveOut();
  else if (owedFen === 0 && advanceFen === 0) cells.refuse('field-missing', { field: 'owed' });
  const read = {
    party: cells.text(party),
    oldNo: cells.text('oldNo') || WHOLE_BALANCE,
    date: cells.date('docDate') ?? null,
    due: cells.date('dueDate') ?? null,
    note: cells.text('openingNote'),
  };
  // What a program shows as less than nothing owed was paid in advance.
  return {
    ...cells.draft(),
    ...read,
    owedFen: Math.max(0, owedFen),
    advanceFen: advanceFen + Math.max(0, -owedFen),
  };
}

async function write(ctx: WriteContext, side: Side, draft: Draft): Promise<WrittenRow> {
  const of = sides[side];
  const { id: partyId } = await of.find(ctx, draft.party);
  const businessDate = draft.date ?? (await eveOf(ctx));
  const amounts = [draft.owedFen, -draft.advanceFen].filter((amount) => amount !== 0);
  const there = await standingOwed(ctx.tx, side, { partyId, oldNo: draft.oldNo });
  if (there.length > 0) {
    const same = there.map((one) => one.amount_fen).toSorted((a, b) => b - a);
    if (same.join() !== amounts.join()) throw new Refused('opening-there', { value: draft.oldNo });
    const { id, version } = there[0]!;
    const reasons: WrittenRow['reasons'] = [{ code: 'opening-same', params: {} }];
    return { verdict: 'same', reasons, entity: { id, version }, kept: null };
  }
  const ids: { id: number; version: number }[] = [];
  for (const amountFen of amounts) {
    const dueDate = amountFen < 0 ? null : draft.due;
    const { oldNo, note } = draft;
    const made = await of.write(ctx, { partyId, businessDate, dueDate, amountFen, oldNo, note });
    ids.push({ id: made.id, version: made.version });
  }
  const code = draft.owedFen === 0 ? 'opening-advance' : 'opening-new';
  return {
    verdict: 'create',
    reasons: [{ code, params: {} }],
    entity: ids[0]!,
    kept: ids,
  };
}

/** All of a row or nothing of it. */
async function takeBack(ctx: WriteContext, side: Side, kept: string | null): Promise<boolean> {
  const ids = JSON.parse(kept ?? '[]') as { id: number; version: number }[];
  const of = sides[side];
  for (const { id, version } of ids) {
    const row = await of.now(ctx, id);
    if (row?.state !== 'confirmed' || row.version !== version) return false;
  }
  const done = await ctx.attempt(async () => {
    for (const { id, version } of ids) await of.undo(ctx, id, version);
  });
  // Somebody settled it, or the books have begun.
  return done.ok;
}

const words = {
  oldNo: `单据编号 单号 原单号 发票号 凭证号 订单号 單據編號 單號 原單號 發票號碼 docno invoiceno number`,
  docDate: `单据日期 日期 开单日期 业务日期 录单日期 單據日期 日期 開單日期 date docdate invoicedate`,
  dueDate: `到期日 收款期限 付款期限 应收日期 应付日期 约定收款日 到期日期 due duedate`,
  openingNote: '摘要 说明 附加说明 註記 說明 備註 note remark',
} as const;

const headersOf = {
  ar: headerGuess(
    openingReceivableTargets,
    {
      ...words,
      openingCustomer: `客户全称 往来单位 单位全名 单位名称 购买单位 客户编号 客戶全稱 往來單位 單位全名 客戶編號 customer customername`,
      owed: `应收余额 期初应收 未收金额 欠款 欠款金额 未收 余额 金额 应收 應收餘額 期初應收 未收金額 欠款 餘額 金額 balance amount receivable`,
      advance: '预收余额 期初预收 预收款 預收餘額 期初預收 預收款 advance prepaid',
    },
    [
      [/(预收|預收)/, 'advance'],
      [/(应收|應收|欠款|未收)/, 'owed'],
      [/(客户|客戶|单位|單位).*(名|称|稱)/, 'openingCustomer'],
      [/到期/, 'dueDate'],
    ],
  ),
  ap: headerGuess(
    openingPayableTargets,
    {
      ...words,
      supplierName: `供应商 供应商全称 往来单位 单位全名 单位名称 供货单位 供應商 往來單位 單位全名 廠商 supplier suppliername vendor`,
      owed: `应付余额 期初应付 未付金额 欠款 未付 余额 金额 应付 應付餘額 期初應付 未付金額 餘額 金額 balance amount payable`,
      advance: '预付余额 期初预付 预付款 預付餘額 期初預付 預付款 advance prepaid',
    },
    [
      [/(预付|預付)/, 'advance'],
      [/(应付|應付|欠款|未付)/, 'owed'],
      [/(供应商|供應商|单位|單位).*(名|称|稱)/, 'supplierName'],
      [/到期/, 'dueDate'],
    ],
  ),
};

const kindOf = (side: Side) => {
  const { kind, entity, party } = sides[side];
  return openingKind(kind, {
    headers: headersOf[side],
    entity,
    walk: (batch: BatchRecord) =>
      rowWalk<Draft>(
        {
          entity,
          draft: (row, mapping) => draftOf(party, row, mapping),
          label: (draft) => [draft.party, draft.oldNo].join(' '),
          keys: (draft) => [[nameKey(draft.party), draft.oldNo].join('\n')],
          write: async (ctx, draft) => await write(ctx, side, draft),
          reasonOf: openingRefusal,
        },
        batch,
      ),
    takeBack: async (ctx, row) => await takeBack(ctx, side, row.kept),
  });
};

/** Receivables and payables as they stood, each old document a row; advances with them. */
export const openingReceivables = kindOf('ar');
export const openingPayables = kindOf('ap');
