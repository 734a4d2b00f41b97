import type { ReceivableItem } from '@xinhang/shared/receivables.ts';
import { Link } from '@tanstack/react-router';
import { createElement, type ReactNode } from 'react';
import { useText, wordKey } from '../../i18n/i18n.ts';

/** Documents behind rows of ledgers, in words and as ways to them. */
export function useDocWords() {
  const { t } = useText();
  return {
    kind: (row: Pick<ReceivableItem, 'kind' | 'docKind' | 'reversal'>): string => {
      const doc =
        row.docKind === 'receipt' && row.kind === 'adjustment'
          ? t('finance.doc.discount')
          : row.docKind === 'arAdjustment' && row.kind !== 'adjustment'
            ? t('finance.doc.opening')
            : t(wordKey('finance.doc', row.docKind, 'finance.doc.other'));
      return row.reversal ? t('finance.reversalOf', { doc }) : doc;
    },
    link: (kind: string, id: number, no: string): ReactNode =>
      kind === 'receipt'
        ? createElement(Link, { to: '/receipts/$id', params: { id: String(id) } } as never, no)
        : no,
  };
}
