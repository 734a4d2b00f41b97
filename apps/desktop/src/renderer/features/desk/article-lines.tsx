import type { ArticleRow } from '@xinhang/shared/knowledge.ts';
import { Link } from '@tanstack/react-router';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

/** What must be read, the newest first; it is acknowledged where it is read. */
export function ArticleLines({ rows }: { rows: readonly ArticleRow[] }) {
  const dates = useDates();
  return rows.map((row) => (
    <div key={row.id} className="small-line">
      <Link
        to="/knowledge/$id"
        params={{ id: String(row.id) }}
        title={row.title}
        className="small-name"
      >
        {row.title}
      </Link>
      <span className="small-note soft">
        {[row.category.name, row.publishedAt !== null && dates.dayOf(row.publishedAt)]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <Snooze kind="articlesToRead" id={row.id} name={row.title} />
    </div>
  ));
}
