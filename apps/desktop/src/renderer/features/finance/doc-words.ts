import type { Permission } from '@xinhang/shared/permissions.ts';
import type { ReceivableItem } from '@xinhang/shared/receivables.ts';
import { Link } from '@tanstack/react-router';
import { createElement, type ReactNode } from 'react';
import { useMay } from '../../app/session.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';

/** Kinds of documents that have a page. */
const pages: Readonly<Record<string, string>> = {
  receipt: '/receipts/$id',
  payment: '/payments/$id',
  billCollection: '/bills/$id',
  billDiscount: '/bills/$id',
  billDishonour: '/bills/$id',
  billPayment: '/bills/$id',
  fapiao: '/fapiao/$id',
  supplierInvoice: '/supplier-invoices/$id',
  receiptNote: '/receipt-notes/$id',
  delivery: '/deliveries/$id',
  salesReturn: '/sales-returns/$id',
  purchaseReturn: '/purchase-returns/$id',
  cashTransfer: '/cash-transfers/$id',
  expenseClaim: '/expenses/$id',
  otherIncome: '/other-cash/$id',
  otherPayment: '/other-cash/$id',
  netting: '/nettings/$id',
};
/** What whoever reads one account may be refused. */
const needs: Readonly<Record<string, readonly Permission[]>> = {
  delivery: ['deliveries.read'],
  salesReturn: ['deliveries.read'],
  netting: ['receivables.read', 'payables.read'],
};

/** Documents behind rows of ledgers, in words and as ways to them. */
export function useDocWords() {
  const { t } = useText();
  const may: Partial<Record<Permission, boolean>> = {
    'deliveries.read': useMay('deliveries.read'),
    'receivables.read': useMay('receivables.read'),
    'payables.read': useMay('payables.read'),
  };
  return {
    kind: (row: Pick<ReceivableItem, 'kind' | 'docKind' | 'reversal'>): string => {
      const pays = row.docKind === 'receipt' || row.docKind === 'payment';
      const corrects = row.docKind === 'arAdjustment' || row.docKind === 'apAdjustment';
      const doc =
        pays && row.kind === 'adjustment'
          ? t('finance.doc.discount')
          : corrects && row.kind !== 'adjustment'
            ? t('finance.doc.opening')
            : t(wordKey('finance.doc', row.docKind, 'finance.doc.other'));
      return row.reversal ? t('finance.reversalOf', { doc }) : doc;
    },
    link: (kind: string, id: number, no: string): ReactNode =>
      kind in pages && (needs[kind] ?? []).every((one) => may[one])
        ? createElement(Link, { to: pages[kind], params: { id: String(id) } } as never, no)
        : no,
  };
}
