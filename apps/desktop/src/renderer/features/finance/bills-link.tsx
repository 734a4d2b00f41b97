import type { BillSide } from '@xinhang/shared/bill-rules.ts';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

/** The way to the bills of a side, for whoever reads them. */
export function BillsLink({ side }: { side: BillSide }) {
  const { t } = useText();
  const received = side === 'received';
  const reads = useMay(received ? 'receivables.read' : 'payables.read');
  const words = t(received ? 'bill.held' : 'bill.owed');
  if (!reads) return words;
  return received ? (
    <Link to="/bills-received" search={{ state: ['held'] }}>
      {words}
    </Link>
  ) : (
    <Link to="/bills-issued" search={{ state: ['open'] }}>
      {words}
    </Link>
  );
}
