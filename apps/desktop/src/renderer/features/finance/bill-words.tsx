import type { BillOnDoc } from '@xinhang/shared/bills.ts';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

/** A bill in short, and the way to it for whoever reads its side. */
export function BillLink({ bill }: { bill: BillOnDoc }) {
  const { t } = useText();
  const reads = useMay(bill.side === 'received' ? 'receivables.read' : 'payables.read');
  const words = t('bill.short', {
    kind: t(`bill.kind.${bill.kind}`),
    no: bill.no,
    due: bill.dueOn,
  });
  if (!reads || bill.state === 'draft') return words;
  return (
    <>
      <Link to="/bills/$id" params={{ id: String(bill.id) }}>
        {words}
      </Link>{' '}
      <span className="soft">{t(`bill.state.${bill.state}`)}</span>
    </>
  );
}
