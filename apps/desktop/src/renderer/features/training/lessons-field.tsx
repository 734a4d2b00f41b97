import { DeleteOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { ConnectionError, urlOf } from '@xinhang/shared/contract/client.ts';
import { articleFile } from '@xinhang/shared/knowledge.ts';
import { lessonKinds, MOST_MINUTES } from '@xinhang/shared/training.ts';
import { App, Button, Input, InputNumber, Select } from 'antd';
import { useRef, useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useEndpoint } from '../../app/query.ts';
import { sendFile } from '../../app/send-file.ts';
import { ArticlePicker } from '../../form/article-picker.tsx';
import { DateField } from '../../form/date-field.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { MoveButtons } from '../../ui/move-buttons.tsx';
import { GrowingText } from '../../ui/growing-text.tsx';
import { newLesson, type LessonDraft } from './lesson-draft.ts';

interface Props {
  value?: readonly LessonDraft[];
  onChange?: (lessons: LessonDraft[]) => void;
}

/** Lessons of a course, in order. */
export function LessonsField({ value = [], onChange }: Props) {
  const { t } = useText();
  const move = (at: number, by: number) => {
    const next = [...value];
    const [one] = next.splice(at, 1);
    next.splice(at + by, 0, one!);
    onChange?.(next);
  };
  return (
    <div className="stack">
      {value.map((lesson, at) => (
        <div
          key={lesson.key}
          className="training-lesson"
          role="group"
          aria-label={`${t('training.lesson')} ${at + 1}`}
        >
          <div className="line">
            <span className="soft">{`${at + 1}. ${t(`training.kind.${lesson.kind}`)}`}</span>
            <span className="spring" />
            <MoveButtons
              name={String(at + 1)}
              at={at}
              of={value.length}
              onMove={(by) => move(at, by)}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`${t('common.remove')} ${at + 1}`}
              onClick={() => onChange?.(value.filter((_, index) => index !== at))}
            />
          </div>
          <LessonFields
            lesson={lesson}
            onChange={(part) =>
              onChange?.(value.map((one, index) => (index === at ? { ...one, ...part } : one)))
            }
          />
        </div>
      ))}
      <div className="line">
        <span className="soft">{t('training.addLesson')}</span>
        {lessonKinds.map((kind) => (
          <Button key={kind} size="small" onClick={() => onChange?.([...value, newLesson(kind)])}>
            {t(`training.kind.${kind}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

interface FieldsProps {
  lesson: LessonDraft;
  onChange: (part: Partial<LessonDraft>) => void;
}

function LessonFields({ lesson, onChange }: FieldsProps) {
  const { t } = useText();
  const title = (
    <div className="line">
      <Input
        maxLength={120}
        aria-label={t('training.lessonTitle')}
        placeholder={t('training.lessonTitle')}
        value={lesson.title}
        onChange={(event) => onChange({ title: event.target.value })}
      />
      <InputNumber<number>
        min={1}
        max={MOST_MINUTES}
        precision={0}
        controls={false}
        style={{ width: 150, flex: 'none' }}
        aria-label={t('training.planned')}
        placeholder={t('training.planned')}
        suffix={t('training.minute')}
        value={lesson.minutes}
        onChange={(minutes) => onChange({ minutes })}
      />
    </div>
  );
  switch (lesson.kind) {
    case 'article':
      return (
        <div className="stack">
          {title}
          <ArticlePicker
            value={lesson.article ? [lesson.article] : []}
            always
            onChange={(chosen) => {
              const article = chosen.at(-1) ?? null;
              onChange({ article, ...(lesson.title === '' && { title: article?.name ?? '' }) });
            }}
          />
        </div>
      );
    case 'text':
      return (
        <div className="stack">
          {title}
          <GrowingText
            minRows={3}
            maxRows={14}
            maxLength={20_000}
            aria-label={t('training.text')}
            placeholder={t('training.text')}
            value={lesson.text}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        </div>
      );
    case 'file':
      return (
        <div className="stack">
          {title}
          <FileField lesson={lesson} onChange={onChange} />
        </div>
      );
    case 'exam':
      return (
        <div className="stack">
          {title}
          <ExamField lesson={lesson} onChange={onChange} />
        </div>
      );
    case 'session':
      return (
        <div className="stack">
          {title}
          <div className="form-three">
            <DateField value={lesson.on} onChange={(on) => onChange({ on })} />
            <Input
              maxLength={120}
              aria-label={t('training.place')}
              placeholder={t('training.place')}
              value={lesson.place}
              onChange={(event) => onChange({ place: event.target.value })}
            />
            <UserPicker
              single
              label={t('training.trainer')}
              value={lesson.trainer}
              onChange={(trainer) => onChange({ trainer })}
            />
          </div>
        </div>
      );
  }
}

function ExamField({ lesson, onChange }: FieldsProps) {
  const { t } = useText();
  const found = useEndpoint(api.exams.listExams, {});
  const rows = (found.data?.rows ?? []).filter((row) => row.active || row.id === lesson.exam?.id);
  return (
    <Select<number>
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('training.exam')}
      placeholder={t('training.exam')}
      value={lesson.exam?.id as number}
      options={rows.map((row) => ({ value: row.id, label: row.title }))}
      onChange={(id, option) => {
        const name = String((option as { label?: string }).label ?? '');
        onChange({ exam: { id, name }, ...(lesson.title === '' && { title: name }) });
      }}
    />
  );
}

function FileField({ lesson, onChange }: FieldsProps) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(false);
  const send = async (file: File) => {
    setSending(true);
    try {
      const url = urlOf(api.knowledge.uploadFile, { query: { name: file.name } });
      const { signal } = new AbortController();
      const sent = await sendFile({ url, file, signal, onProgress: () => undefined });
      const row = articleFile.safeParse(sent);
      if (!row.success) throw new ConnectionError(null);
      onChange({
        file: row.data,
        ...(lesson.title === '' && { title: row.data.name }),
      });
    } catch (error) {
      void message.error(words(error));
    }
    setSending(false);
  };
  return (
    <div className="line">
      <span>{lesson.file?.name ?? <span className="soft">{t('training.noFile')}</span>}</span>
      <Button size="small" loading={sending} onClick={() => input.current?.click()}>
        {t('training.chooseFile')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void send(file);
        }}
      />
    </div>
  );
}
