import { listBills } from '@xinhang/db/repositories/bills.ts';
import type { BillSide } from '@xinhang/shared/bill-rules.ts';
import { billKindWords, billStateWords, billWords } from '@xinhang/shared/bill-words.ts';
import { issuedBillExport, receivedBillExport } from '@xinhang/shared/bills.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn } from '../../../sheets/write-sheet.ts';
import { yuan } from '../cash-sheets.ts';
import { seenBy, toBillRow } from './describe.ts';

const keys = ['no', 'range', 'kind', 'state', 'party', 'to', 'drawer', 'acceptor'] as const;
const rest = ['amount', 'issuedOn', 'dueOn', 'transferable'] as const;

type Asked = z.output<typeof receivedBillExport> | z.output<typeof issuedBillExport>;

const fileOf = <Input extends Asked>(
  side: BillSide,
  input: z.ZodType<Input>,
): SheetExport<Input> => ({
  kind: side === 'received' ? 'bills.exportReceived' : 'bills.exportIssued',
  input,
  needs: side === 'received' ? 'receivables.read' : 'payables.read',
  title: ({ lang }) => billWords[side][lang],
  async sheet(ctx, { lang, state: states, q: text, dueFrom, dueTo }, limit) {
    const filter = { states, text, dueFrom, dueTo };
    const found = await listBills(ctx.db, seenBy(ctx, side), filter, { after: null, limit });
    const rows = found
      .map((row) => toBillRow(ctx, row))
      .map((row) => [
        row.no,
        row.subFrom === null ? '' : `${row.subFrom}-${row.subTo}`,
        billKindWords[row.kind][lang],
        billStateWords[row.state][lang],
        row.customer?.name ?? '',
        row.supplier?.name ?? '',
        row.drawer,
        row.acceptor,
        yuan(row.amountFen),
        row.issuedOn,
        row.dueOn,
        billWords[row.transferable ? 'yes' : 'no_'][lang],
      ]);
    const columns = [...keys, ...rest].map((key): SheetColumn => ({
      header: billWords[key][lang],
      ...(key === 'amount'
        ? { type: 'number' as const, format: '#,##0.00' }
        : { type: key === 'issuedOn' || key === 'dueOn' ? ('date' as const) : ('text' as const) }),
    }));
    return { columns, rows };
  },
  told: ({ format: _format, lang: _lang, ...asked }) => asked,
});

/** Bills as files, the one due first first. */
export const receivedBillFile = fileOf('received', receivedBillExport);
export const issuedBillFile = fileOf('issued', issuedBillExport);
