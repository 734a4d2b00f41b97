import { api } from '@xinhang/shared/contract/api.ts';
import type { Attendance } from '@xinhang/shared/training-work.ts';
import { MOST_MINUTES } from '@xinhang/shared/training.ts';
import { Alert, App, Button, Checkbox, Drawer, Empty, InputNumber } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';

interface Props {
  lessonId: number | null;
  onClose: () => void;
}

/** Who was at a classroom session. */
export function AttendanceDrawer({ lessonId, onClose }: Props) {
  const { t } = useText();
  return (
    <Drawer
      open={lessonId !== null}
      title={t('training.attendance')}
      onClose={onClose}
      destroyOnHidden
    >
      {lessonId !== null && <Session lessonId={lessonId} onClose={onClose} />}
    </Drawer>
  );
}

function Session({ lessonId, onClose }: { lessonId: number; onClose: () => void }) {
  const found = useEndpoint(api.trainingWork.getAttendance, { params: { id: lessonId } });
  return (
    <Loaded found={found}>{(session) => <People session={session} onClose={onClose} />}</Loaded>
  );
}

function People({ session, onClose }: { session: Attendance; onClose: () => void }) {
  const { t } = useText();
  const dates = useDates();
  const words = useProblemText();
  const { message } = App.useApp();
  const [present, setPresent] = useState(
    () => new Set(session.rows.flatMap((row) => (row.present ? row.person.id : []))),
  );
  const [minutes, setMinutes] = useState(
    () => new Map(session.rows.map((row) => [row.person.id, row.minutes])),
  );
  const save = useCommand(api.trainingWork.setAttendance);
  const early = session.on > dates.today;
  const tick = (id: number, on: boolean) => {
    const next = new Set(present);
    if (on) next.add(id);
    else next.delete(id);
    setPresent(next);
  };
  const send = () =>
    save.mutate(
      {
        params: { id: session.lesson.id },
        body: {
          present: [...present],
          minutes: [...minutes].flatMap(([userId, n]) =>
            n !== null && present.has(userId) ? { userId, minutes: n } : [],
          ),
          absent: session.rows.flatMap(({ person }) => (present.has(person.id) ? [] : person.id)),
        },
      },
      {
        onSuccess: () => {
          void message.success(t('training.attendanceSaved'));
          onClose();
        },
      },
    );
  return (
    <div className="stack">
      <strong>{session.lesson.name}</strong>
      <span className="soft">
        {[
          session.course.name,
          dates.day(session.on),
          session.place,
          session.trainer.name,
          session.minutes !== null && t('training.nMinutes', { n: session.minutes }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {early && <Alert type="info" title={t('training.notYet')} />}
      {session.rows.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('training.nobodyTakesIt')} />
      )}
      {session.rows.map(({ person }) => (
        <div key={person.id} className="line">
          <Checkbox
            disabled={early}
            checked={present.has(person.id)}
            onChange={(event) => tick(person.id, event.target.checked)}
          >
            {person.name}
          </Checkbox>
          <span className="spring" />
          {present.has(person.id) && (
            <InputNumber<number>
              size="small"
              min={0}
              max={MOST_MINUTES}
              precision={0}
              controls={false}
              disabled={early}
              style={{ width: 110 }}
              aria-label={t('training.minutesOf', { name: person.name })}
              placeholder={session.minutes === null ? '' : String(session.minutes)}
              suffix={t('training.minute')}
              value={minutes.get(person.id) ?? null}
              onChange={(n) => setMinutes(new Map(minutes).set(person.id, n))}
            />
          )}
        </div>
      ))}
      {save.error && <Alert type="error" showIcon role="alert" title={words(save.error)} />}
      <div className="line">
        <Button
          type="primary"
          disabled={early || session.rows.length === 0}
          loading={save.isPending}
          onClick={send}
        >
          {t('common.save')}
        </Button>
        <span className="soft">
          {t('training.presentN', { n: present.size, all: session.rows.length })}
        </span>
      </div>
    </div>
  );
}
