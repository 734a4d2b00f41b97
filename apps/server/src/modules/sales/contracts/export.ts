import {
  listContractLines,
  listContractMilestones,
  listContracts,
  type ContractFilter,
} from '@xinhang/db/repositories/contract-list.ts';
import { contractExport } from '@xinhang/shared/contract-api.ts';
import {
  milestoneStateOn,
  type ContractKind,
  type ContractState,
  type MilestoneTrigger,
  shareOfWhole,
} from '@xinhang/shared/contract-rules.ts';
import {
  contractKindWords,
  contractStateWords,
  contractWords,
  milestoneStateWords,
  milestoneTriggerWords,
  type ContractWord,
} from '@xinhang/shared/contract-words.ts';
import type { SalesLineKind } from '@xinhang/shared/sales-order-rules.ts';
import { salesKindWords } from '@xinhang/shared/sales-words.ts';
import type { z } from 'zod';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../../sheets/write-sheet.ts';
import { e4, yuan } from '../orders/export.ts';

type Input = z.output<typeof contractExport>;
const RIGHT = 'contracts.export';

const money = { type: 'number', format: '#,##0.00' } as const;
const types: Partial<Record<ContractWord, Pick<SheetColumn, 'type' | 'format'>>> = {
  revision: { type: 'number', format: '0' },
  signedOn: { type: 'date' },
  startOn: { type: 'date' },
  endOn: { type: 'date' },
  plannedOn: { type: 'date' },
  reachedOn: { type: 'date' },
  dueOn: { type: 'date' },
  paidOn: { type: 'date' },
  amount: money,
  gross: money,
  share: { type: 'number', format: '0.00' },
  qty: { type: 'number', format: '#,##0.####' },
  price: { type: 'number', format: '#,##0.00##' },
  discount: { type: 'number', format: '0.##' },
};
const columnsOf = (keys: readonly ContractWord[], lang: Input['lang']): SheetColumn[] =>
  keys.map((key) => ({
    header: contractWords[key][lang],
    ...(types[key] ?? { type: 'text' as const }),
  }));

const filterOf = ({ q: text, state: states, ...input }: Input): ContractFilter => {
  const { kind, customerId, dealId, ownerId, from, to, endingTo } = input;
  return { text, states, kind, customerId, dealId, ownerId, from, to, endingTo };
};

async function contractsSheet(ctx: ReadContext, input: Input, limit: number) {
  const page = { after: null, limit };
  const found = await listContracts(ctx.db, ctx.actor, filterOf(input), page, RIGHT);
  const { lang } = input;
  const rows = found.map((row): SheetValue[] => [
    row.no ?? '',
    row.title,
    row.revision,
    contractKindWords[row.kind as ContractKind][lang],
    contractStateWords[row.state as ContractState][lang],
    row.customer_name,
    row.customer_no,
    row.signed_on,
    row.start_on,
    row.end_on,
    row.amount_fen === null ? null : yuan(row.amount_fen),
    yuan(row.gross_fen),
    row.owner_name,
    row.dept_name ?? '',
    row.reason,
    row.note,
  ]);
  const keys = [
    'no',
    'title',
    'revision',
    'kind',
    'state',
    'customer',
    'customerNo',
    'signedOn',
    'startOn',
    'endOn',
    'amount',
    'gross',
    'owner',
    'dept',
    'reason',
    'note',
  ] as const;
  return { columns: columnsOf(keys, lang), rows };
}

async function linesSheet(ctx: ReadContext, input: Input, limit: number) {
  const { lang } = input;
  const found = await listContractLines(ctx.db, ctx.actor, RIGHT, filterOf(input), limit);
  const rows = found.map((line): SheetValue[] => [
    line.no ?? '',
    line.title,
    line.customer_name,
    contractStateWords[line.state as ContractState][lang],
    line.end_on,
    salesKindWords[line.line_kind as SalesLineKind][lang],
    line.code ?? '',
    line.name ?? line.text,
    line.spec ?? '',
    line.unit_name ?? '',
    e4(line.unit_qty_e4),
    e4(line.price_e4),
    line.discount_bp / 100,
    yuan(line.gross_fen),
    line.note,
  ]);
  const keys = [
    'no',
    'title',
    'customer',
    'state',
    'endOn',
    'lineKind',
    'code',
    'product',
    'spec',
    'unit',
    'qty',
    'price',
    'discount',
    'gross',
    'note',
  ] as const;
  return { columns: columnsOf(keys, lang), rows };
}

async function milestonesSheet(ctx: ReadContext, input: Input, limit: number) {
  const { lang } = input;
  const today = await todayOf(ctx);
  const found = await listContractMilestones(ctx.db, ctx.actor, RIGHT, filterOf(input), limit);
  const rows = found.map((one): SheetValue[] => {
    const dates = { reachedOn: one.reached_on, dueOn: one.due_on, paidOn: one.paid_on };
    const shown = { shareBp: one.share_bp, amountFen: one.amount_fen };
    const shareBp = shareOfWhole(shown, one.whole_fen);
    return [
      one.no ?? '',
      one.title,
      one.customer_name,
      one.name,
      shareBp === null ? null : shareBp / 100,
      yuan(one.amount_fen),
      milestoneTriggerWords[one.trigger as MilestoneTrigger][lang],
      one.planned_on,
      one.reached_on,
      one.due_on,
      one.paid_on,
      milestoneStateWords[milestoneStateOn({ trigger: one.trigger, ...dates }, today)][lang],
      one.note,
    ];
  });
  const keys = [
    'no',
    'title',
    'customer',
    'milestone',
    'share',
    'amount',
    'trigger',
    'plannedOn',
    'reachedOn',
    'dueOn',
    'paidOn',
    'state',
    'note',
  ] as const;
  return { columns: columnsOf(keys, lang), rows };
}

const sheets = { contracts: contractsSheet, lines: linesSheet, milestones: milestonesSheet };
const titles = {
  contracts: 'contractsTitle',
  lines: 'linesTitle',
  milestones: 'milestonesTitle',
} as const;

/** Contracts, their lines or milestones, as a file: those that the right to export reaches. */
export const contractFile: SheetExport<Input> = {
  kind: 'contracts.export',
  input: contractExport,
  needs: RIGHT,
  title: ({ what, lang }) => contractWords[titles[what]][lang],
  sheet: async (ctx, input, limit) => await sheets[input.what](ctx, input, limit),
  told: ({ what }) => ({ what }),
};
