import { api } from '@xinhang/shared/contract/api.ts';
import type { Course } from '@xinhang/shared/training.ts';
import { useNavigate } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { ActiveItem } from './active-item.tsx';
import { isWhole, toLessonBody, toLessonDraft, type LessonDraft } from './lesson-draft.ts';
import { LessonsField } from './lessons-field.tsx';

interface Values {
  title: string;
  note?: string;
  active?: boolean;
  lessons?: LessonDraft[];
}
interface Props {
  /** Null makes a new one. */
  course: Course | null;
  open: boolean;
  onClose: () => void;
}

/** A course with its lessons, saved as a whole. */
export function CourseDrawer({ course, open, onClose }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.training.createCourse, { form: true });
  const update = useCommand(api.training.updateCourse);
  const initial = useMemo<Partial<Values>>(
    () =>
      course
        ? {
            title: course.title,
            note: course.note,
            active: course.active,
            lessons: course.lessonList.map(toLessonDraft),
          }
        : { lessons: [] },
    [course],
  );
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = ({ title, note = '', active = true, lessons = [] }: Values) => {
    const body = { title: title.trim(), note, lessons: lessons.map(toLessonBody) };
    if (!course) {
      create.mutate(
        { body },
        {
          onSuccess: ({ id }) => {
            close();
            void navigate({ to: '/training/courses/$id', params: { id: String(id) } });
          },
        },
      );
    } else {
      const { id, version } = course;
      update.mutate({ params: { id }, body: { version, ...body, active } }, { onSuccess: close });
    }
  };
  const lessonsRule = {
    validator: async (_rule: unknown, value: LessonDraft[] = []) => {
      if (!value.every(isWhole)) throw new Error(t('training.lessonIncomplete'));
    },
  };
  return (
    <FormDrawer<Values>
      title={t(course ? 'training.editCourse' : 'training.newCourse')}
      open={open}
      size={760}
      form={form}
      draft={course ? `course.${course.id}` : 'course.new'}
      initial={initial}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item
        name="title"
        label={t('training.courseTitle')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={120} autoComplete="off" />
      </Form.Item>
      <Form.Item name="note" label={t('training.note')}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item
        name="lessons"
        label={t('training.lessons')}
        rules={[lessonsRule]}
        validateTrigger={[]}
      >
        <LessonsField />
      </Form.Item>
      {course && <ActiveItem />}
    </FormDrawer>
  );
}
