import { api } from '@xinhang/shared/contract/api.ts';
import { exportColumns, type ExportColumn } from '@xinhang/shared/customer-work.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import { App, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { usePreference } from '../../app/preferences.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { FormatChoice } from '../../form/format-choice.tsx';
import { beginInField } from '../../ui/begin-in-field.ts';
import type { CustomerListSearch } from './list-search.ts';

const first: ExportColumn[] = [
  'name',
  'stage',
  'chanceGrade',
  'owner',
  'mainContact',
  'mainPhone',
  'industry',
  'region',
  'lastFollowAt',
  'nextFollowOn',
];
const columnsSchema = z.array(z.string().max(60)).min(1).max(60);
const words: Partial<Record<ExportColumn, string>> = {
  chanceGrade: 'grade',
  mainPhone: 'contactPhone',
  pooled: 'pool',
  salesModel: 'model',
  lastFollowAt: 'lastFollow',
  nextFollowOn: 'nextFollow',
  stageSince: 'stageSince',
};

interface Props {
  open: boolean;
  search: CustomerListSearch;
  /** Selected rows; empty exports the whole list as it is filtered. */
  ids: readonly number[];
  onClose: () => void;
  onStarted: (jobId: number) => void;
}

/** The list as a file: which columns, which kind; runs as a job. */
export function ExportDialog({ open, search, ids, onClose, onStarted }: Props) {
  const { t, language } = useText();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const custom = useEndpoint(api.settings.listCustomFields, {}, { enabled: open });
  const [columns, setColumns] = usePreference('export.customers', columnsSchema, first);
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const start = useCommand(api.customerWork.exportList);

  const choices = [
    ...exportColumns.map((value) => ({
      value: value as string,
      label: t(wordKey('customer', words[value] ?? value, 'customer.name')),
    })),
    ...(custom.data?.rows ?? [])
      .filter((field) => field.active)
      .map((field) => ({ value: `custom:${field.key}`, label: field.label })),
  ];
  const chosen = choices.map((choice) => choice.value).filter((value) => columns.includes(value));
  const run = () => {
    const { sort, dir, new: _new, ...filter } = search;
    start.mutate(
      {
        body: {
          filter: {
            view: 'mine',
            ...filter,
            archived: filter.archived ? 'true' : undefined,
            overdue: filter.overdue ? 'true' : undefined,
          },
          ...(ids.length > 0 && { ids: [...ids] }),
          ...(sort && { sort }),
          ...(dir && { dir }),
          columns: chosen as ExportColumn[],
          format,
          lang: language,
        },
      },
      {
        onSuccess: ({ jobId }) => {
          onClose();
          onStarted(jobId);
        },
        onError: (error) => void message.error(refusal(error)),
      },
    );
  };
  return (
    <Modal
      open={open}
      title={
        ids.length > 0 ? t('customer.exportSelected', { n: ids.length }) : t('customer.export')
      }
      width={640}
      onCancel={onClose}
      {...beginInField}
      okText={t('customer.export')}
      okButtonProps={{ loading: start.isPending, disabled: chosen.length === 0 }}
      onOk={run}
    >
      <div className="stack">
        <FormatChoice value={format} onChange={setFormat} />
        <Checkbox.Group value={chosen} onChange={(values) => values.length && setColumns(values)}>
          <div className="export-columns">
            {choices.map((choice) => (
              <Checkbox key={choice.value} value={choice.value}>
                {choice.label}
              </Checkbox>
            ))}
          </div>
        </Checkbox.Group>
        <div>
          <Button
            type="link"
            size="small"
            onClick={() => setColumns(choices.map(({ value }) => value))}
          >
            {t('customer.allColumns')}
          </Button>
          <Button type="link" size="small" onClick={() => setColumns(first)}>
            {t('list.resetColumns')}
          </Button>
        </div>
        <span className="soft">{t('customer.exportNote')}</span>
      </div>
    </Modal>
  );
}
