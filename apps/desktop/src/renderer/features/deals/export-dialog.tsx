import { api } from '@xinhang/shared/contract/api.ts';
import { dealColumns, type DealColumn } from '@xinhang/shared/deal-bulk.ts';
import { dealColumnWords } from '@xinhang/shared/deal-sheet-words.ts';
import type { dealSorts } from '@xinhang/shared/deals.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import { App, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { usePreference } from '../../app/preferences.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { FormatChoice } from '../../form/format-choice.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import type { BulkFilter } from './bulk-types.ts';

const first: DealColumn[] = [
  'name',
  'customer',
  'owner',
  'stage',
  'state',
  'amount',
  'chance',
  'expectedOn',
  'source',
  'closedOn',
  'closeReason',
];
const columnsSchema = z.array(z.enum(dealColumns)).min(1);

interface Props {
  open: boolean;
  filter: BulkFilter;
  sort: (typeof dealSorts)[number];
  dir: 'asc' | 'desc';
  /** Selected rows; empty exports the whole list as it is filtered. */
  ids: readonly number[];
  onClose: () => void;
  onStarted: (jobId: number) => void;
}

/** The list as a file: which columns, which kind; runs as a job. */
export function ExportDialog({ open, filter, sort, dir, ids, onClose, onStarted }: Props) {
  const { t, language } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const [columns, setColumns] = usePreference('export.deals', columnsSchema, first);
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const start = useCommand(api.deals.exportList);
  const chosen = dealColumns.filter((column) => columns.includes(column));
  const rows = ids.length > 0 ? { ids: [...ids] } : {};
  const run = () =>
    start.mutate(
      { body: { filter, ...rows, sort, dir, columns: chosen, format, lang: language } },
      {
        onSuccess: ({ jobId }) => {
          onClose();
          onStarted(jobId);
        },
        onError: (error) => void message.error(words(error)),
      },
    );
  return (
    <Modal
      open={open}
      title={ids.length > 0 ? t('deal.exportSelected', { n: ids.length }) : t('deal.exportTitle')}
      width={640}
      onCancel={onClose}
      {...beginInField}
      okText={t('deal.export')}
      okButtonProps={{ loading: start.isPending, disabled: chosen.length === 0 }}
      onOk={run}
    >
      <div className="stack">
        <FormatChoice value={format} onChange={setFormat} />
        <Checkbox.Group<DealColumn>
          value={chosen}
          onChange={(values) => values.length && setColumns(values)}
        >
          <div className="export-columns">
            {dealColumns.map((column) => (
              <Checkbox key={column} value={column}>
                {dealColumnWords[column][language]}
              </Checkbox>
            ))}
          </div>
        </Checkbox.Group>
        <div>
          <Button type="link" size="small" onClick={() => setColumns([...dealColumns])}>
            {t('deal.allColumns')}
          </Button>
          <Button type="link" size="small" onClick={() => setColumns(first)}>
            {t('list.resetColumns')}
          </Button>
        </div>
        <span className="soft">{t('deal.exportNote')}</span>
      </div>
    </Modal>
  );
}
