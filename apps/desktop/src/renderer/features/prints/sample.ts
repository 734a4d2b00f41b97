import type { PrintKindName } from '@xinhang/shared/print-kinds.ts';
import type { PrintedDocument } from '@xinhang/shared/print-pages.ts';
import type { TextKey } from '../../i18n/i18n.ts';

const LINES = 14;
const QTY_E4 = 12_0000;
const AMOUNT_FEN = 10_260;

/** A document that nobody wrote, so that a template can be seen before there is one. */
export function sampleDocument(kind: PrintKindName, t: (key: TextKey) => string): PrintedDocument {
  const place = t('prints.sample.place');
  const no = 'XX-202611-0001';
  const head = {
    no,
    date: '2026-11-24',
    from: place,
    to: place,
    reason: '',
    customer: t('prints.sample.customer'),
    supplier: t('prints.sample.customer'),
    period: '2026-11-01 – 2026-11-30',
    opening: '0.00',
    closing: '1,436.40',
    amount: '1,436.40',
    required: '2026-12-08',
    note: '',
  };
  const lines = Array.from({ length: LINES }, (_, at) => ({
    texts: {
      code: `P${String(at + 1).padStart(3, '0')}`,
      name: `${t('prints.sample.product')} ${at + 1}`,
      spec: 'M8×40',
      theirCode: `KH-${at + 1}`,
      theirName: `${t('prints.sample.product')} ${at + 1}`,
      theirSpec: 'M8×40',
      unit: t('prints.sample.unit'),
      batch: '',
      qty: '12',
      book: '12',
      difference: '0',
      price: '8.55',
      amount: '102.60',
      lineNote: '',
      no,
      date: '2026-11-24',
      due: '2026-12-24',
      owed: '102.60',
      balance: '102.60',
    },
    numbers: { qty: QTY_E4, book: QTY_E4, difference: 0, amount: AMOUNT_FEN, owed: AMOUNT_FEN },
  }));
  return { kind, id: 0, no, head, lines, priced: true };
}
