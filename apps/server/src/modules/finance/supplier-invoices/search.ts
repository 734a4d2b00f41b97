import { may } from '@xinhang/db/actor.ts';
import { listSupplierInvoices } from '@xinhang/db/repositories/supplier-invoices.ts';
import type { SearchSource } from '../../../registry/boot.ts';

/** Below this many signs a number says too little. */
const LEAST = 4;

/** Invoices of suppliers by a part of their number, for whom cost is shown. */
export const supplierInvoiceSource: SearchSource = {
  name: 'supplierInvoices',
  async find({ db, actor }, q, limit) {
    const number = q.trim();
    const shown = may(actor, 'supplierInvoices.read') && actor.fields.cost === 'show';
    if (!shown || number.length < LEAST || !/\d/.test(number)) return [];
    const rows = await listSupplierInvoices(db, { number }, { after: null, limit });
    return rows.map((row) => ({
      source: 'supplierInvoices',
      id: row.id,
      title: row.number,
      subtitle: `${row.supplier_name} · ${row.business_date}`,
      route: `/supplier-invoices/${row.id}`,
    }));
  },
};
