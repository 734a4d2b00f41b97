import type { DeskBlock } from '@xinhang/shared/activities.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { inquirySearchOf } from './inquiry-search-of.ts';

interface Props {
  kind: DeskBlock['kind'];
  counts: NonNullable<DeskBlock['inquiries']>;
}

/** How many inquiries wait for this person, and how many of them were wanted before today. */
export function InquiryCounts({ kind, counts }: Props) {
  const { t } = useText();
  return (
    <div className="small-line">
      <Link to="/price-inquiries" search={inquirySearchOf(kind)} className="small-name">
        {t('desk.inquiryLines', { n: counts.lines.toLocaleString('en-US') })}
      </Link>
      {counts.late > 0 && (
        <span className="small-note danger">
          {t('desk.inquiriesLate', { n: counts.late.toLocaleString('en-US') })}
        </span>
      )}
    </div>
  );
}
