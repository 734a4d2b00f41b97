import { api } from '@xinhang/shared/contract/api.ts';
import { readQuestionSheet, type SheetLine } from '@xinhang/shared/question-sheet.ts';
import { Alert, App, Input, Modal, Select, Switch, Table } from 'antd';
import { useMemo, useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';

/** Questions out of a block that was copied from a sheet: each line is judged before anything is sent. */
export function QuestionImport({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText();
  const words = useFieldProblemText();
  const { message } = App.useApp();
  const [block, setBlock] = useState('');
  const [categoryId, setCategoryId] = useState<number>();
  const [publish, setPublish] = useState(true);
  const lines = useMemo(() => readQuestionSheet(block), [block]);
  const ready = lines.flatMap(({ question }) => question ?? []);
  const categories = useEndpoint(api.questions.listCategories, {}, { enabled: open });
  const send = useCommand(api.questions.importQuestions, {
    form: true,
    onDone: ({ made }) => void message.success(t('question.imported', { n: made })),
  });
  const close = () => {
    send.reset();
    onClose();
  };
  const run = () =>
    send.mutate(
      { body: { rows: ready.map((row) => ({ ...row, categoryId: categoryId! })), publish } },
      {
        onSuccess: () => {
          setBlock('');
          close();
        },
      },
    );
  return (
    <Modal
      open={open}
      width={860}
      title={t('question.import')}
      okText={t('question.importN', { n: ready.length })}
      okButtonProps={{
        disabled: categoryId === undefined || ready.length === 0 || ready.length < lines.length,
        loading: send.isPending,
      }}
      onOk={run}
      onCancel={close}
    >
      <div className="stack">
        <p className="soft">{t('question.importWhy')}</p>
        <div className="line">
          <Select<number>
            style={{ width: 220 }}
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('question.category')}
            placeholder={t('question.category')}
            value={categoryId as number}
            options={(categories.data?.rows ?? []).map((row) => ({
              value: row.id,
              label: row.name,
            }))}
            onChange={setCategoryId}
          />
          <label className="line">
            <Switch size="small" checked={publish} onChange={setPublish} />
            {t('question.publishNow')}
          </label>
        </div>
        <Input.TextArea
          autoFocus
          rows={6}
          maxLength={400_000}
          aria-label={t('question.pasted')}
          placeholder={t('question.pasted')}
          value={block}
          onChange={(event) => setBlock(event.target.value)}
        />
        {send.error && <Alert type="error" showIcon role="alert" title={words(send.error)} />}
        {lines.length > 0 && <Preview lines={lines} />}
      </div>
    </Modal>
  );
}

function Preview({ lines }: { lines: readonly SheetLine[] }) {
  const { t } = useText();
  return (
    <Table<SheetLine>
      size="small"
      rowKey="line"
      pagination={false}
      scroll={{ y: 280 }}
      dataSource={[...lines]}
      columns={[
        { title: '', width: 80, render: (_v, row) => t('question.row', { n: row.line }) },
        { title: t('question.text'), ellipsis: true, render: (_v, row) => row.text },
        {
          title: t('question.kind'),
          width: 90,
          render: (_v, row) => row.question && t(`question.kind.${row.question.kind}`),
        },
        {
          title: t('question.state'),
          width: 260,
          render: (_v, row) =>
            row.fault ? (
              <span className="danger">{t(`question.fault.${row.fault}`)}</span>
            ) : (
              t('question.ready')
            ),
        },
      ]}
    />
  );
}
