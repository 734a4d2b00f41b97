import type { DeskBlock } from '@xinhang/shared/activities.ts';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

const buckets = ['overdue', 'today', 'tomorrow'] as const;

/** Of the desk of the own work the own orders; the warehouse has all of them as its work. */
export function useOwnBoard(whose: 'mine' | 'team'): { mine?: true } {
  const sells = useMay('salesOrders.read');
  return whose === 'mine' && sells ? { mine: true } : {};
}

interface Props {
  counts: NonNullable<DeskBlock['deliveries']>;
  whose: 'mine' | 'team';
}

/** How many lines of orders are to go out, each part a way to the board. */
export function DeliveryCounts({ counts, whose }: Props) {
  const { t } = useText();
  const own = useOwnBoard(whose);
  return buckets
    .filter((bucket) => counts[bucket] > 0)
    .map((bucket) => (
      <div key={bucket} className="small-line">
        <Link to="/delivery-board" search={{ bucket, ...own }} className="small-name">
          {t(`board.bucket.${bucket}`)}
        </Link>
        <span className={bucket === 'overdue' ? 'small-note danger' : 'small-note soft'}>
          {t('desk.orderLines', { n: counts[bucket].toLocaleString('en-US') })}
        </span>
      </div>
    ));
}
