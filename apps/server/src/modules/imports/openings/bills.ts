import type { BatchRecord } from '@xinhang/db/repositories/imports.ts';
import type { BillKind, BillSide } from '@xinhang/shared/bill-rules.ts';
import {
  openingBillIssuedTargets,
  openingBillReceivedTargets,
} from '@xinhang/shared/import-kinds.ts';
import type { WriteContext } from '../../../http/context.ts';
import { openBill, openingBillOf, undoOpenBill } from '../../finance/service.ts';
import { shown } from '../cells.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import { findCustomerNamed, findSupplier } from '../rows/finds.ts';
import { headerGuess } from '../rows/guess.ts';
import { RowReader, type RowDraft } from '../rows/reader.ts';
import { Refused } from '../rows/refused.ts';
import { rowWalk, type WrittenRow } from '../rows/walk.ts';
import { eveOf, openingKind, openingRefusal, TAKEN_BACK } from './common.ts';

interface Draft extends RowDraft {
  party: string;
  no: string;
  kind: BillKind;
  drawer: string;
  acceptor: string;
  issuedOn: string;
  dueOn: string;
  amountFen: number;
  subFrom: number | null;
  transferable: boolean;
  note: string;
}

const parties = { received: 'openingCustomer', issued: 'supplierName' } as const;

function draftOf(side: BillSide, row: SheetRow, mapping: Mapping): Draft {
  const party = parties[side];
  const cells = new RowReader(row, mapping, {
    [party]: 120,
    billNo: 40,
    billDrawer: 120,
    billAcceptor: 120,
    openingNote: 200,
  });
  const needed = [party, 'billNo', 'billAcceptor', 'billIssued', 'billDue', 'billAmount'] as const;
  for (const target of needed) cells.need(target);
  // Who issued a bill that we received is mostly the customer; of our own nobody else could be.
  if (side === 'issued') cells.need('billDrawer');
  const amountFen = cells.fen('billAmount') ?? 0;
  if (cells.text('billAmount') !== '' && amountFen === 0) {
    // A part that was all endorsed is listed with nothing on it.
    if (cells.isZero('billAmount')) cells.leaveOut();
    const value = shown(cells.text('billAmount'));
    cells.refuse('number-out-of-range', { field: 'billAmount', value });
  }
  const from = cells.amount('billSubFrom');
  const read = {
    party: cells.text(party),
    no: cells.text('billNo').replaceAll(/\s/g, ''),
    kind: /商/.test(cells.text('billKind')) ? ('commercial' as const) : ('bank' as const),
    drawer: cells.text('billDrawer') || cells.text(party),
    acceptor: cells.text('billAcceptor'),
    issuedOn: cells.date('billIssued') ?? '',
    dueOn: cells.date('billDue') ?? '',
    subFrom: from ? Math.round(from / 10_000) : null,
    transferable: cells.flag('billTransferable') ?? true,
    note: cells.text('openingNote'),
  };
  return { ...cells.draft(), ...read, amountFen };
}

async function write(ctx: WriteContext, side: BillSide, draft: Draft): Promise<WrittenRow> {
  const { party, amountFen, note, no, subFrom, dueOn } = draft;
  const find = side === 'received' ? findCustomerNamed : findSupplier;
  const { id: partyId } = await find(ctx, party);
  const there = await openingBillOf(ctx.tx, side, { no, subFrom });
  if (there) {
    if (there.amount_fen !== amountFen || there.due_on !== dueOn) {
      throw new Refused('opening-there', { value: no });
    }
    const entity = { id: there.id, version: there.version };
    const reasons: WrittenRow['reasons'] = [{ code: 'opening-same', params: {} }];
    return { verdict: 'same', reasons, entity, kept: null };
  }
  const { kind, drawer, acceptor, issuedOn, transferable } = draft;
  const subTo = subFrom === null ? null : subFrom + amountFen - 1;
  const id = await openBill(ctx, {
    side,
    partyId,
    businessDate: await eveOf(ctx),
    amountFen,
    bill: { kind, no, subFrom, subTo, drawer, acceptor, issuedOn, dueOn, transferable },
    note,
  });
  return {
    verdict: 'create',
    reasons: [{ code: 'opening-new', params: {} }],
    entity: { id, version: 1 },
    kept: { billId: id },
  };
}

const words = {
  billNo: '票据号码 票据号 票号 汇票号码 汇票号 票據號碼 票號 匯票號碼 billno billnumber',
  billKind: '票据种类 票据类型 汇票种类 种类 類型 票據種類 票據類型 billkind billtype',
  billDrawer: '出票人 出票单位 出票企业 出票單位 drawer',
  billAcceptor: '承兑人 承兑银行 承兑行 付款行 承兌人 承兌銀行 acceptor acceptingbank',
  billIssued: '出票日期 出票日 签发日期 開票日期 issuedon issuedate',
  billDue: '到期日 到期日期 票据到期日 匯票到期日 票據到期日 due duedate maturity',
  billAmount: '票面金额 票据金额 金额 汇票金额 票面金額 票據金額 金額 amount',
  billSubFrom: '子票区间起 子票起始 区间起 子票區間起 subfrom rangefrom',
  billTransferable: '可转让 能否转让 可否转让 可轉讓 transferable',
  openingNote: '备注 摘要 说明 備註 說明 note remark',
} as const;

const headersOf = {
  received: headerGuess(
    openingBillReceivedTargets,
    {
      ...words,
      openingCustomer: `客户 客户名称 客户全称 往来单位 单位名称 前手 背书人 客戶 客戶名稱 往來單位 前手 customer`,
    },
    [
      [/(客户|客戶|单位|單位|前手)/, 'openingCustomer'],
      [/到期/, 'billDue'],
    ],
  ),
  issued: headerGuess(
    openingBillIssuedTargets,
    {
      ...words,
      supplierName: `供应商 供应商名称 收款人 收票人 往来单位 单位名称 供應商 收款人 往來單位 supplier payee`,
    },
    [
      [/(供应商|供應商|收款人|收票人)/, 'supplierName'],
      [/到期/, 'billDue'],
    ],
  ),
};

const kindOf = (side: BillSide) =>
  openingKind(side === 'received' ? 'openingBillsReceived' : 'openingBillsIssued', {
    headers: headersOf[side],
    entity: side === 'received' ? 'billReceived' : 'billIssued',
    walk: (batch: BatchRecord) =>
      rowWalk<Draft>(
        {
          entity: side === 'received' ? 'billReceived' : 'billIssued',
          draft: (row, mapping) => draftOf(side, row, mapping),
          label: ({ party, no }) => [party, no].join(' '),
          keys: ({ no, subFrom }) => [`${no}\n${subFrom ?? ''}`],
          write: async (ctx, draft) => await write(ctx, side, draft),
          reasonOf: openingRefusal,
        },
        batch,
      ),
    async takeBack(ctx, row) {
      const { billId } = JSON.parse(row.kept ?? '{}') as { billId?: number };
      if (billId === undefined) return false;
      const done = await ctx.attempt(async () => await undoOpenBill(ctx, billId, TAKEN_BACK));
      return done.ok && done.value;
    },
  });

/** Bills of exchange that were open as the books began, each a row. */
export const openingBillsReceived = kindOf('received');
export const openingBillsIssued = kindOf('issued');
