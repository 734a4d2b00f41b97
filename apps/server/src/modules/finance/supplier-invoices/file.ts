import { listSupplierInvoices } from '@xinhang/db/repositories/supplier-invoices.ts';
import type { FapiaoKind } from '@xinhang/shared/fapiao-rules.ts';
import { fapiaoKindWords, supplierInvoiceStateWords } from '@xinhang/shared/fapiao-words.ts';
import { supplierInvoiceWords, supplierPurposeWords } from '@xinhang/shared/fapiao-words.ts';
import {
  supplierInvoiceExport,
  type SupplierInvoicePurpose,
  type SupplierInvoiceState,
} from '@xinhang/shared/supplier-invoices.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn } from '../../../sheets/write-sheet.ts';
import { needCost } from './access.ts';

const keys = [
  'date',
  'purpose',
  'kind',
  'code',
  'number',
  'state',
  'supplier',
  'net',
  'tax',
  'gross',
  'estimate',
  'certified',
  'note',
  'maker',
] as const;
const amounts = new Set<string>(['net', 'tax', 'gross', 'estimate']);
const yuan = (fen: number): number => fen / 100;

/** Invoices of suppliers as a file, the newest first. */
export const supplierInvoiceFile: SheetExport<z.output<typeof supplierInvoiceExport>> = {
  kind: 'supplierInvoices.export',
  input: supplierInvoiceExport,
  needs: 'supplierInvoices.read',
  title: ({ lang }) => supplierInvoiceWords.title[lang],
  async sheet(ctx, { format: _format, lang, state: states, q: text, ...filter }, limit) {
    needCost(ctx);
    const page = { after: null, limit };
    const found = await listSupplierInvoices(ctx.db, { ...filter, states, text }, page);
    const rows = found.map((row) => [
      row.business_date,
      supplierPurposeWords[row.purpose as SupplierInvoicePurpose][lang],
      fapiaoKindWords[row.kind as FapiaoKind][lang],
      row.code,
      row.number,
      supplierInvoiceStateWords[row.state as SupplierInvoiceState][lang],
      row.supplier_name,
      yuan(row.net_fen),
      yuan(row.tax_fen),
      yuan(row.gross_fen),
      yuan(row.estimate_fen),
      row.certified_month ?? '',
      row.note,
      row.maker_name,
    ]);
    const columns = keys.map((key): SheetColumn => ({
      header: supplierInvoiceWords[key][lang],
      ...(key === 'date'
        ? { type: 'date' as const }
        : amounts.has(key)
          ? { type: 'number' as const, format: '#,##0.00' }
          : { type: 'text' as const }),
    }));
    return { columns, rows };
  },
  told: ({ format: _format, lang: _lang, ...asked }) => asked,
};
