import { listSuppliers } from '@xinhang/db/repositories/suppliers.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import { supplierWords } from '@xinhang/shared/supplier-words.ts';
import { supplierExport } from '@xinhang/shared/suppliers.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../jobs/sheet-export.ts';
import { describeSuppliers } from './describe.ts';

const keys = [
  'code',
  'name',
  'contact',
  'post',
  'phone',
  'address',
  'taxNo',
  'deductible',
  'term',
  'bank',
  'bankAccount',
  'buyer',
  'state',
  'note',
] as const;

/** Suppliers as a file, in the order of their names. */
export const supplierFile: SheetExport<z.output<typeof supplierExport>> = {
  kind: 'suppliers.export',
  input: supplierExport,
  needs: 'suppliers.read',
  title: ({ lang }) => supplierWords.title[lang],
  async sheet(ctx, { q = '', buyerId, active, lang }, limit) {
    const question = { words: searchRuns(q), buyerId, active };
    const page = { sort: 'name', descending: false, after: null, limit } as const;
    const found = await listSuppliers(ctx.db, question, page);
    const described = await describeSuppliers(ctx, found);
    const rows = found.map((row, at) => {
      const { contact, term, buyer, deductible, active: used } = described[at]!;
      return [
        row.code,
        row.name,
        contact?.name ?? '',
        contact?.post ?? '',
        contact?.phone ?? '',
        row.address,
        row.tax_no,
        supplierWords[deductible ? 'yes' : 'no'][lang],
        term?.name ?? '',
        row.bank,
        row.bank_account,
        buyer.name,
        supplierWords[used ? 'on' : 'off'][lang],
        row.note,
      ];
    });
    const columns = keys.map((key) => ({
      header: supplierWords[key][lang],
      type: 'text' as const,
    }));
    return { columns, rows };
  },
  told: ({ q = '', buyerId, active }) => ({ q, buyerId, active }),
};
