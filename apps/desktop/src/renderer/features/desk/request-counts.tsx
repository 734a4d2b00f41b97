import type { DeskBlock } from '@xinhang/shared/activities.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';

/** How many lines of requests wait for an order, and how many of them are needed already. */
export function RequestCounts({ counts }: { counts: NonNullable<DeskBlock['requests']> }) {
  const { t } = useText();
  return (
    <div className="small-line">
      <Link to="/requests-to-order" className="small-name">
        {t('desk.requestLines', { n: counts.lines.toLocaleString('en-US') })}
      </Link>
      {counts.late > 0 && (
        <span className="small-note danger">
          {t('desk.requestsLate', { n: counts.late.toLocaleString('en-US') })}
        </span>
      )}
    </div>
  );
}
