import type { LogLine } from '@xinhang/shared/work-logs.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';

/** What a planned line came from, and the way there. */
export function LineSource({ line }: { line: Pick<LogLine, 'about' | 'hidden'> }) {
  const { t } = useText();
  const { about } = line;
  if (line.hidden) return <span className="soft">{t('workLog.hidden')}</span>;
  if (about === null) return null;
  return (
    <>
      <span className="soft">{t(`workLog.source.${about.kind}`)}</span>
      {about.customerId === null ? (
        <Link to="/tasks">{about.name}</Link>
      ) : (
        <Link to="/customers/$id" params={{ id: String(about.customerId) }}>
          {about.name}
        </Link>
      )}
    </>
  );
}
