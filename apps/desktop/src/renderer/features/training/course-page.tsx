import {
  CheckCircleFilled,
  FormOutlined,
  PaperClipOutlined,
  ReadOutlined,
} from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import type { Course, Lesson } from '@xinhang/shared/training.ts';
import { Link } from '@tanstack/react-router';
import { App, Button, Empty, Tag } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { useText, type TextKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { RichTextView } from '../../ui/rich-text-view.tsx';
import { AssignDrawer } from './assign-drawer.tsx';
import { AttendanceDrawer } from './attendance-drawer.tsx';
import { CourseDrawer } from './course-drawer.tsx';

const fileUrl = (id: number) => urlOf(api.knowledge.downloadFile, { params: { id } });

/** A course: its lessons in order, each read and ticked off by whoever takes it. */
export function CoursePage({ id }: { id: number }) {
  const found = useEndpoint(api.training.getCourse, { params: { id } });
  return (
    <RecordPage
      found={found}
      tab={{ path: `/training/courses/${id}`, title: ({ title }) => title }}
    >
      {(course) => <CourseView key={id} course={course} />}
    </RecordPage>
  );
}

function CourseView({ course }: { course: Course }) {
  const { t } = useText();
  const dates = useDates();
  const { today } = dates;
  const leads = useMay('training.lead');
  const [shown, setShown] = useState<'edit' | 'assign' | null>(null);
  const [session, setSession] = useState<number | null>(null);
  const { enrolment } = course;
  const late = enrolment?.finishedAt === null && enrolment.dueOn < today;
  return (
    <div className="training-course">
      <RecordHead
        title={course.title}
        facts={
          <>
            {!course.active && <Tag>{t('training.inactive')}</Tag>}
            {enrolment && enrolment.finishedAt !== null && (
              <Tag color="green">
                {t('training.finishedOn', { date: dates.dayOf(enrolment.finishedAt) })}
              </Tag>
            )}
            {enrolment?.finishedAt === null && (
              <Tag color={late ? 'red' : 'blue'}>
                {t('training.due', { date: enrolment.dueOn })}
              </Tag>
            )}
          </>
        }
      >
        {leads && course.active && (
          <Button onClick={() => setShown('assign')}>{t('training.assign')}</Button>
        )}
        {course.mayEdit && (
          <Button onClick={() => setShown('edit')}>{t('training.editCourse')}</Button>
        )}
      </RecordHead>
      {course.note !== '' && <div className="soft knowledge-facts">{course.note}</div>}
      {course.lessonList.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('training.noLessons')} />
      )}
      <ol className="training-lessons">
        {course.lessonList.map((lesson) => (
          <LessonEntry
            key={lesson.id}
            lesson={lesson}
            enrolmentId={enrolment?.id ?? null}
            onAttendance={() => setSession(lesson.id)}
          />
        ))}
      </ol>
      <CourseDrawer course={course} open={shown === 'edit'} onClose={() => setShown(null)} />
      <AssignDrawer
        what={{ courseId: course.id, name: course.title }}
        open={shown === 'assign'}
        onClose={() => setShown(null)}
      />
      <AttendanceDrawer lessonId={session} onClose={() => setSession(null)} />
    </div>
  );
}

const doneWords: Partial<Record<Lesson['kind'], TextKey>> = {
  session: 'training.attended',
  exam: 'training.examPassed',
};

interface EntryProps {
  lesson: Lesson;
  enrolmentId: number | null;
  onAttendance: () => void;
}

function LessonEntry({ lesson, enrolmentId, onAttendance }: EntryProps) {
  const { t } = useText();
  const me = useMe();
  const leads = useMay('training.lead');
  const [reading, setReading] = useState(false);
  // Said by the trainer, or by passing.
  const session = lesson.kind === 'session' || lesson.kind === 'exam';
  const finished = lesson.state === 'finished';
  const mark = useMark(enrolmentId, lesson.id);
  const begin = () => {
    setReading(!reading);
    if (lesson.state === 'open' && !session) mark.send(false);
  };
  return (
    <li>
      <div className="line">
        <strong>{lesson.title}</strong>
        <span className="soft">
          {t(`training.kind.${lesson.kind}`)}
          {lesson.minutes !== null && ` · ${t('training.nMinutes', { n: lesson.minutes })}`}
        </span>
        {finished && (
          <span className="training-done">
            <CheckCircleFilled /> {t(doneWords[lesson.kind] ?? 'training.done')}
          </span>
        )}
        <span className="spring" />
        {lesson.kind === 'session' && (leads || lesson.trainer?.id === me.user.id) && (
          <Button size="small" onClick={onAttendance}>
            {t('training.attendance')}
          </Button>
        )}
        {lesson.kind === 'text' && (
          <Button size="small" aria-expanded={reading} onClick={begin}>
            {t(reading ? 'training.fold' : 'training.read')}
          </Button>
        )}
        {enrolmentId !== null && !session && !finished && (
          <Button
            size="small"
            type="primary"
            disabled={me.viewAs !== null}
            loading={mark.pending}
            aria-label={`${t('training.markDone')} ${lesson.title}`}
            onClick={() => mark.send(true)}
          >
            {t('training.markDone')}
          </Button>
        )}
      </div>
      <LessonContent lesson={lesson} reading={reading} onOpen={() => mark.send(false)} />
    </li>
  );
}

/** Says that a lesson of the own course was begun or finished. */
function useMark(enrolmentId: number | null, lessonId: number) {
  const words = useRefusalText();
  const { message } = App.useApp();
  const watched = useMe().viewAs !== null;
  const study = useCommand(api.trainingWork.study);
  return {
    pending: study.isPending,
    send: (finished: boolean) => {
      if (enrolmentId === null || watched) return;
      study.mutate(
        { params: { id: enrolmentId, lessonId }, body: { finished } },
        { onError: (error) => void message.error(words(error)) },
      );
    },
  };
}

function LessonContent({
  lesson,
  reading,
  onOpen,
}: {
  lesson: Lesson;
  reading: boolean;
  onOpen: () => void;
}) {
  const { t } = useText();
  const dates = useDates();
  switch (lesson.kind) {
    case 'article':
      return lesson.article ? (
        <Link to="/knowledge/$id" params={{ id: String(lesson.article.id) }} onClick={onOpen}>
          <ReadOutlined /> {lesson.article.name}
        </Link>
      ) : (
        <span className="soft">{t('training.articleGone')}</span>
      );
    case 'file':
      return (
        lesson.file && (
          <a href={fileUrl(lesson.file.id)} download={lesson.file.name} onClick={onOpen}>
            <PaperClipOutlined /> {lesson.file.name}
          </a>
        )
      );
    case 'exam':
      return (
        lesson.exam && (
          <Link to="/training/exams/$id" params={{ id: String(lesson.exam.id) }}>
            <FormOutlined /> {lesson.exam.name}
          </Link>
        )
      );
    case 'session':
      return (
        <span className="soft">
          {[dates.day(lesson.on), lesson.place, lesson.trainer?.name].filter(Boolean).join(' · ')}
        </span>
      );
    case 'text':
      return reading && lesson.body ? <RichTextView doc={lesson.body} fileUrl={fileUrl} /> : null;
  }
}
