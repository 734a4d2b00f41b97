import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { ExamItem } from '@xinhang/shared/exams.ts';
import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDebounced } from '../../ui/use-debounced.ts';

/** A line of a paper as it is being put together. */
export interface ItemDraft {
  key: number;
  kind: 'question' | 'draw';
  id: number | null;
  /** What stands in the field before anything was looked for. */
  name: string;
  count: number | null;
  points: number | null;
}

let lastKey = 0;
const nextKey = () => (lastKey += 1);

export const toItemDraft = (item: ExamItem): ItemDraft => ({
  key: nextKey(),
  kind: item.category ? 'draw' : 'question',
  id: item.category?.id ?? item.question?.id ?? null,
  name: item.category?.name ?? item.question?.text ?? '',
  count: item.count,
  points: item.points,
});

export const isWholeItem = ({ kind, id, count }: ItemDraft) =>
  id !== null && (kind === 'question' || count !== null);

export const toItemBody = ({ kind, id, count, points }: ItemDraft) =>
  kind === 'question'
    ? { questionId: id!, points }
    : { categoryId: id!, count: count ?? 1, points };

interface Props {
  value?: readonly ItemDraft[];
  onChange?: (items: ItemDraft[]) => void;
}

/** The paper: questions that stand fast, and draws from categories. */
export function ExamItemsField({ value = [], onChange }: Props) {
  const { t } = useText();
  const change = (at: number, part: Partial<ItemDraft>) =>
    onChange?.(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const add = (kind: ItemDraft['kind']) => {
    const count = kind === 'draw' ? 5 : 1;
    onChange?.([...value, { key: nextKey(), kind, id: null, name: '', count, points: null }]);
  };
  return (
    <div className="stack">
      {value.map((item, at) => (
        <div
          key={item.key}
          className="exam-item"
          role="group"
          aria-label={t('exam.questionNo', { n: at + 1 })}
        >
          {item.kind === 'question' ? (
            <QuestionSelect item={item} onChange={(part) => change(at, part)} />
          ) : (
            <DrawSelect item={item} onChange={(part) => change(at, part)} />
          )}
          <InputNumber
            min={1}
            max={100}
            precision={0}
            style={{ width: 120 }}
            aria-label={`${t('exam.points')} ${at + 1}`}
            placeholder={t('exam.points')}
            value={item.points}
            onChange={(points) => change(at, { points })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={`${t('common.remove')} ${at + 1}`}
            onClick={() => onChange?.(value.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div className="line">
        <Button icon={<PlusOutlined />} onClick={() => add('question')}>
          {t('exam.addQuestion')}
        </Button>
        <Button icon={<PlusOutlined />} onClick={() => add('draw')}>
          {t('exam.addDraw')}
        </Button>
      </div>
    </div>
  );
}

interface FieldProps {
  item: ItemDraft;
  onChange: (part: Partial<ItemDraft>) => void;
}

function QuestionSelect({ item, onChange }: FieldProps) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim(), 200);
  const found = useEndpoint(
    api.questions.listQuestions,
    { query: { state: 'published', limit: 50, ...(q !== '' && { q }) } },
    { keep: true },
  );
  const options = (found.data?.rows ?? []).map((row) => ({
    value: row.id,
    label: `${t(`question.kind.${row.kind}`)} · ${row.text}`,
  }));
  const known = options.some(({ value }) => value === item.id);
  if (item.id !== null && !known) options.unshift({ value: item.id, label: item.name });
  return (
    <Select<number>
      style={{ flex: 1, minWidth: 0 }}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      aria-label={t('question.text')}
      placeholder={t('question.search')}
      value={item.id as number}
      options={options}
      onChange={(id, option) =>
        onChange({ id, name: String((option as { label?: string }).label ?? '') })
      }
    />
  );
}

function DrawSelect({ item, onChange }: FieldProps) {
  const { t } = useText();
  const found = useEndpoint(api.questions.listCategories, {});
  return (
    <>
      <Select<number>
        style={{ flex: 1, minWidth: 0 }}
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('question.category')}
        placeholder={t('question.category')}
        value={item.id as number}
        options={(found.data?.rows ?? []).map((row) => ({
          value: row.id,
          label: `${row.name} · ${t('question.inCategory', {
            n: row.questions,
            published: row.published,
          })}`,
        }))}
        onChange={(id) => onChange({ id })}
      />
      <InputNumber
        min={1}
        max={100}
        precision={0}
        style={{ width: 110 }}
        aria-label={t('exam.drawCount')}
        placeholder={t('exam.drawCount')}
        value={item.count}
        onChange={(count) => onChange({ count })}
      />
    </>
  );
}
