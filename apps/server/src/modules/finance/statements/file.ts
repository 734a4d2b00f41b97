import { listStatements, statementInScope } from '@xinhang/db/repositories/statements.ts';
import { problem } from '@xinhang/shared/problems.ts';
import {
  statementDoc,
  statementListWords as words,
  statementStateWords,
  statementWords,
  supplierListWords,
  supplierWords,
} from '@xinhang/shared/statement-words.ts';
import { oneStatementExport, statementsExport } from '@xinhang/shared/statements.ts';
import { supplierStatementsExport } from '@xinhang/shared/supplier-statements.ts';
import type { z } from 'zod';
import type { ReadContext } from '../../../http/context.ts';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../../sheets/write-sheet.ts';
import { customerBook, supplierBook, type Book } from './book.ts';
import { clockOf, sentUpTo, toAny, wholeAny } from './describe.ts';

const yuan = (fen: number): number => fen / 100;
const amount = { type: 'number', format: '#,##0.00' } as const;
const date = { type: 'date' } as const;
const text = { type: 'text' } as const;

const listed = [
  ['no', text],
  ['party', text],
  ['owner', text],
  ['from', date],
  ['to', date],
  ['opening', amount],
  ['owed', amount],
  ['paid', amount],
  ['closing', amount],
  ['state', text],
  ['sentOn', date],
  ['sentTo', text],
  ['sentTimes', { type: 'number' }],
  ['confirmedOn', date],
  ['confirmedBy', text],
  ['difference', amount],
  ['reason', text],
  ['clearer', text],
  ['until', date],
  ['cleared', text],
  ['late', amount],
] as const satisfies readonly (readonly [string, Pick<SheetColumn, 'type'>])[];

/** Headers that name the side. */
const sided = {
  ar: { list: words, one: statementWords, party: words.customer },
  ap: {
    list: { ...words, ...supplierListWords },
    one: { ...statementWords, ...supplierWords },
    party: supplierListWords.supplier,
  },
} as const;

type Filter = Omit<z.output<typeof statementsExport>, 'customerId' | 'ownerId'>;
type Whose = { partyId?: number | undefined; ownerId?: number | undefined };

/** Statements with what became of them, the newest first. */
async function listSheet(
  ctx: ReadContext,
  book: Book,
  { lang, state: states, q, late, month, ...whose }: Filter & Whose,
  limit: number,
) {
  const clock = await clockOf(ctx);
  const asked = {
    partyId: whose.partyId,
    ownerId: whose.ownerId,
    month,
    states,
    text: q,
    late: late ? { sentUpTo: sentUpTo(clock), today: clock.today } : undefined,
  };
  const found = await listStatements(ctx.db, ctx.actor, book.side, asked, { after: null, limit });
  // Nobody owns a supplier.
  const shown = listed.filter(([key]) => key !== 'owner' || book.side === 'ar');
  const rows = found.map((row): SheetValue[] => {
    const one = toAny(ctx, book, row, clock);
    const cells: Record<(typeof listed)[number][0], SheetValue> = {
      no: one.no,
      party: one.party.name,
      owner: one.owner?.name ?? '',
      from: one.from,
      to: one.to,
      opening: yuan(one.openingFen),
      owed: yuan(one.owedFen),
      paid: yuan(one.paidFen),
      closing: yuan(one.closingFen),
      state: statementStateWords[one.state][lang],
      sentOn: one.sent?.on ?? '',
      sentTo: one.sent?.to ?? '',
      sentTimes: one.sent?.times ?? null,
      confirmedOn: one.confirmed?.on ?? '',
      confirmedBy: one.confirmed?.by ?? '',
      difference: one.difference ? yuan(one.difference.fen) : null,
      reason: one.difference?.reason ?? '',
      clearer: one.difference?.clearer.name ?? '',
      until: one.difference?.until ?? '',
      cleared: one.cleared?.note ?? '',
      late: one.lateFen === 0 ? null : yuan(one.lateFen),
    };
    return shown.map(([key]) => cells[key]);
  });
  const { list, party } = sided[book.side];
  const columns = shown.map(([key, shape]) => ({
    header: (key === 'party' ? party : list[key])[lang],
    ...shape,
  }));
  return { columns, rows };
}

/** Rows of one statement as they were when it was made. */
async function oneSheet(
  ctx: ReadContext,
  book: Book,
  { statementId, lang }: z.output<typeof oneStatementExport>,
) {
  const found = await statementInScope(ctx.db, ctx.actor, book.side, statementId);
  if (!found) throw problem('not-found');
  const one = await wholeAny(ctx, book, found);
  const line = (day: string, word: string, balance: number): SheetValue[] => [
    day,
    word,
    '',
    '',
    null,
    null,
    yuan(balance),
  ];
  const items = one.items.map((row): SheetValue[] => [
    row.businessDate,
    statementDoc(row, lang),
    row.docNo,
    row.amountFen > 0 ? row.dueDate : '',
    row.amountFen > 0 ? yuan(row.amountFen) : null,
    row.amountFen < 0 ? yuan(-row.amountFen) : null,
    yuan(row.balanceFen),
  ]);
  const columns = [
    ['date', date],
    ['doc', text],
    ['no', text],
    ['due', date],
    ['owed', amount],
    ['paid', amount],
    ['balance', amount],
  ] as const;
  const own = sided[book.side].one;
  return {
    columns: columns.map(([key, shape]) => ({ header: own[key][lang], ...shape })),
    rows: [
      line(one.from, statementWords.opening[lang], one.openingFen),
      ...items,
      line(one.to, words.closing[lang], one.closingFen),
    ],
  };
}

/** Statements of customers as a list in a file. */
export const statementListFile: SheetExport<z.output<typeof statementsExport>> = {
  kind: 'statements.export',
  input: statementsExport,
  needs: customerBook.reads,
  title: ({ lang }) => words.title[lang],
  sheet: (ctx, { customerId, ...input }, limit) =>
    listSheet(ctx, customerBook, { ...input, partyId: customerId }, limit),
  told: ({ state, late, customerId, ownerId, month }) => ({
    state,
    late,
    customerId,
    ownerId,
    month,
  }),
};

/** The same of suppliers. */
export const supplierStatementListFile: SheetExport<z.output<typeof supplierStatementsExport>> = {
  kind: 'supplierStatements.export',
  input: supplierStatementsExport,
  needs: supplierBook.reads,
  title: ({ lang }) => supplierListWords.title[lang],
  sheet: (ctx, { supplierId, ...input }, limit) =>
    listSheet(ctx, supplierBook, { ...input, partyId: supplierId }, limit),
  told: ({ state, late, supplierId, month }) => ({ state, late, supplierId, month }),
};

/** One statement of a customer. */
export const oneStatementFile: SheetExport<z.output<typeof oneStatementExport>> = {
  kind: 'statements.file',
  input: oneStatementExport,
  needs: customerBook.reads,
  title: ({ lang }) => statementWords.title[lang],
  sheet: (ctx, input) => oneSheet(ctx, customerBook, input),
  told: ({ statementId }) => ({ statementId }),
};

/** One of a supplier. */
export const oneSupplierStatementFile: SheetExport<z.output<typeof oneStatementExport>> = {
  kind: 'supplierStatements.file',
  input: oneStatementExport,
  needs: supplierBook.reads,
  title: ({ lang }) => supplierWords.title[lang],
  sheet: (ctx, input) => oneSheet(ctx, supplierBook, input),
  told: ({ statementId }) => ({ statementId }),
};
