import { listStatements, statementInScope } from '@xinhang/db/repositories/statements.ts';
import { problem } from '@xinhang/shared/problems.ts';
import {
  statementDoc,
  statementListWords as words,
  statementStateWords,
  statementWords,
} from '@xinhang/shared/statement-words.ts';
import { oneStatementExport, statementsExport } from '@xinhang/shared/statements.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../../sheets/write-sheet.ts';
import { clockOf, sentUpTo, toStatement, wholeStatement } from './describe.ts';

const yuan = (fen: number): number => fen / 100;
const amount = { type: 'number', format: '#,##0.00' } as const;
const date = { type: 'date' } as const;
const text = { type: 'text' } as const;

const listed = [
  ['no', text],
  ['customer', text],
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
] as const satisfies readonly (readonly [keyof typeof words, Pick<SheetColumn, 'type'>])[];

/** Statements with what became of them, the newest first. */
export const statementListFile: SheetExport<z.output<typeof statementsExport>> = {
  kind: 'statements.export',
  input: statementsExport,
  needs: 'receivables.read',
  title: ({ lang }) => words.title[lang],
  async sheet(ctx, { lang, state: states, q, late, customerId, ownerId, month }, limit) {
    const clock = await clockOf(ctx);
    const asked = {
      customerId,
      ownerId,
      month,
      states,
      text: q,
      late: late ? { sentUpTo: sentUpTo(clock), today: clock.today } : undefined,
    };
    const found = await listStatements(ctx.db, ctx.actor, asked, { after: null, limit });
    const rows = found.map((row): SheetValue[] => {
      const one = toStatement(ctx, row, clock);
      return [
        one.no,
        one.customer.name,
        one.owner?.name ?? '',
        one.from,
        one.to,
        yuan(one.openingFen),
        yuan(one.owedFen),
        yuan(one.paidFen),
        yuan(one.closingFen),
        statementStateWords[one.state][lang],
        one.sent?.on ?? '',
        one.sent?.to ?? '',
        one.sent?.times ?? null,
        one.confirmed?.on ?? '',
        one.confirmed?.by ?? '',
        one.difference ? yuan(one.difference.fen) : null,
        one.difference?.reason ?? '',
        one.difference?.clearer.name ?? '',
        one.difference?.until ?? '',
        one.cleared?.note ?? '',
        one.lateFen === 0 ? null : yuan(one.lateFen),
      ];
    });
    const columns = listed.map(([key, shape]) => ({ header: words[key][lang], ...shape }));
    return { columns, rows };
  },
  told: ({ state, late, customerId, ownerId, month }) => ({
    state,
    late,
    customerId,
    ownerId,
    month,
  }),
};

/** One statement, with its rows as they were when it was made. */
export const oneStatementFile: SheetExport<z.output<typeof oneStatementExport>> = {
  kind: 'statements.file',
  input: oneStatementExport,
  needs: 'receivables.read',
  title: ({ lang }) => statementWords.title[lang],
  async sheet(ctx, { statementId, lang }) {
    const found = await statementInScope(ctx.db, ctx.actor, statementId);
    if (!found) throw problem('not-found');
    const one = await wholeStatement(ctx, found);
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
    return {
      columns: columns.map(([key, shape]) => ({ header: statementWords[key][lang], ...shape })),
      rows: [
        line(one.from, statementWords.opening[lang], one.openingFen),
        ...items,
        line(one.to, words.closing[lang], one.closingFen),
      ],
    };
  },
  told: ({ statementId }) => ({ statementId }),
};
