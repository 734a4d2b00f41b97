import { api } from '@xinhang/shared/contract/api.ts';
import type { QuestionCategory } from '@xinhang/shared/questions.ts';
import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';

/** Categories of the bank: named anew on the spot, and a line for the next. */
export function CategoryDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText();
  return (
    <Modal
      open={open}
      title={t('question.categories')}
      footer={null}
      destroyOnHidden
      onCancel={onClose}
    >
      <Categories />
    </Modal>
  );
}

function Categories() {
  const { t } = useText();
  const words = useProblemText();
  const found = useEndpoint(api.questions.listCategories, {});
  const [name, setName] = useState('');
  const create = useCommand(api.questions.createCategory, { onDone: () => setName('') });
  const add = () => {
    if (name.trim() !== '') create.mutate({ body: { name: name.trim() } });
  };
  return (
    <div className="stack">
      <Loaded found={found}>
        {({ rows }) => (
          <div className="stack">
            {rows.map((row) => (
              <Line key={`${row.id}/${row.version}`} row={row} />
            ))}
          </div>
        )}
      </Loaded>
      <div className="line">
        <Input
          style={{ flex: 1 }}
          maxLength={40}
          aria-label={t('question.newCategory')}
          placeholder={t('question.newCategory')}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={add}
        />
        <Button disabled={name.trim() === ''} loading={create.isPending} onClick={add}>
          {t('question.add')}
        </Button>
      </div>
      {create.error && <Alert type="error" showIcon role="alert" title={words(create.error)} />}
    </div>
  );
}

function Line({ row }: { row: QuestionCategory }) {
  const { t } = useText();
  const words = useProblemText();
  const [name, setName] = useState(row.name);
  const update = useCommand(api.questions.updateCategory);
  const { id, version } = row;
  const save = () => {
    const next = name.trim();
    if (next !== '' && next !== row.name) {
      update.mutate({ params: { id }, body: { version, name: next } });
    }
  };
  return (
    <>
      <div className="line">
        <Input
          style={{ flex: 1 }}
          maxLength={40}
          aria-label={`${t('question.category')} ${row.name}`}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onBlur={save}
          onPressEnter={save}
        />
        <span className="soft exam-category-count">
          {t('question.inCategory', { n: row.questions, published: row.published })}
        </span>
      </div>
      {update.error && <Alert type="error" showIcon role="alert" title={words(update.error)} />}
    </>
  );
}
