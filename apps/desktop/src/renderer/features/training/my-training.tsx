import { api } from '@xinhang/shared/contract/api.ts';
import type { Enrolment } from '@xinhang/shared/training-work.ts';
import { Button, Empty } from 'antd';
import { useState, type ReactNode } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { HoursButton } from '../../form/hours-button.tsx';
import { AttendanceDrawer } from './attendance-drawer.tsx';
import { EnrolmentTable } from './enrolment-table.tsx';

/** What one is to learn, what one has learned, and the sessions that one gives. */
export function MyTraining({ choice }: { choice: ReactNode }) {
  const { t } = useText();
  const dates = useDates();
  const found = useEndpoint(api.trainingWork.mine, {});
  const [session, setSession] = useState<number | null>(null);
  const me = useMe().user;
  const yearBegins = `${dates.today.slice(0, 4)}-01-01`;
  const open = (row: Enrolment) => row.finishedAt === null;
  return (
    <div className="page page-scroll">
      {choice && <div className="page-bar">{choice}</div>}
      <Loaded found={found}>
        {({ rows, sessions, minutesThisYear }) => (
          <div className="training-mine">
            {sessions.length > 0 && (
              <Section title={t('training.sessions')}>
                {sessions.map((one) => (
                  <div key={one.lessonId} className="line small-line">
                    <span>{dates.day(one.on)}</span>
                    <strong>{one.title}</strong>
                    <span className="soft">
                      {[one.course.name, one.place].filter(Boolean).join(' · ')}
                    </span>
                    <span className="spring" />
                    <Button size="small" onClick={() => setSession(one.lessonId)}>
                      {t('training.attendance')}
                    </Button>
                  </div>
                ))}
              </Section>
            )}
            <Section title={t('training.toLearn')}>
              {rows.some(open) ? (
                <EnrolmentTable rows={rows.filter(open)} />
              ) : (
                <Empty
                  image={Empty.PRESENTED_IMAGE_SIMPLE}
                  description={t('training.nothingToLearn')}
                />
              )}
            </Section>
            <Section title={t('training.hours')}>
              <div className="line">
                <span className="soft">{t('training.hoursThisYear')}</span>
                <HoursButton person={me} minutes={minutesThisYear} from={yearBegins} />
              </div>
            </Section>
            {rows.some((row) => !open(row)) && (
              <Section title={t('training.learned')}>
                <EnrolmentTable rows={rows.filter((row) => !open(row))} />
              </Section>
            )}
          </div>
        )}
      </Loaded>
      <AttendanceDrawer lessonId={session} onClose={() => setSession(null)} />
    </div>
  );
}
