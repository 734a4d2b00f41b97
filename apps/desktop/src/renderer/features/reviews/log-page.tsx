import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { RecordPage } from '../../ui/record-page.tsx';
import { LogView } from './log-view.tsx';

/** One log with its reviews and its thread: where a notification leads. */
export function LogPage({ id }: { id: number }) {
  const { t } = useText();
  const found = useEndpoint(api.workLogs.get, { params: { id } });
  return (
    <RecordPage found={found}>
      {({ log, done, edits }) => (
        <LogView
          key={id}
          log={log}
          done={done}
          edits={edits}
          head={
            log.own &&
            log.state !== 'reviewed' && (
              <Link to="/work-logs/edit" search={{ kind: log.kind, on: log.period.from }}>
                {t('common.edit')}
              </Link>
            )
          }
        />
      )}
    </RecordPage>
  );
}
