import type { DeskBlock } from '@xinhang/shared/activities.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';

/** What is to be ordered of what suppliers ship, and what of it is wanted otherwise by now. */
export function DropShipCounts({ counts }: { counts: NonNullable<DeskBlock['dropShip']> }) {
  const { t } = useText();
  const shown = (n: number) => n.toLocaleString('en-US');
  return (
    <>
      {counts.wanted > 0 && (
        <div className="small-line">
          <Link to="/drop-ship" search={{ view: 'order' }} className="small-name">
            {t('desk.dropShipWanted', { n: shown(counts.wanted) })}
          </Link>
          {counts.late > 0 && (
            <span className="small-note danger">
              {t('desk.dropShipLate', { n: shown(counts.late) })}
            </span>
          )}
        </div>
      )}
      {counts.changed > 0 && (
        <div className="small-line">
          <Link to="/drop-ship" search={{ view: 'changed' }} className="small-name danger">
            {t('desk.dropShipChanged', { n: shown(counts.changed) })}
          </Link>
        </div>
      )}
    </>
  );
}
