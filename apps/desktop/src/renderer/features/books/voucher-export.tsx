import { api } from '@xinhang/shared/contract/api.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { FormatChoice } from '../../form/format-choice.tsx';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { VoucherSearch } from './books-search.ts';

interface Props {
  what: 'vouchers' | 'balances';
  search: VoucherSearch;
}

/** What is shown as a file, by its filters. */
export function VoucherExport({ what, search }: Props) {
  const { t, language } = useText();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [jobId, setJobId] = useState<number | null>(null);
  const start = useCommand(api.vouchers.export, {
    onDone: (answer) => {
      setOpen(false);
      setJobId(answer.jobId);
    },
  });
  const run = () =>
    start.mutate(
      { body: { what, ...search, format, lang: language } },
      { onError: (error) => void message.error(refusal(error)) },
    );
  const title = t(what === 'vouchers' ? 'books.exportVouchers' : 'books.exportBalances');
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('books.export')}</Button>
      <Modal
        open={open}
        title={title}
        okText={t('books.export')}
        okButtonProps={{ loading: start.isPending }}
        onOk={run}
        onCancel={() => setOpen(false)}
      >
        <FormatChoice value={format} onChange={setFormat} />
      </Modal>
      <JobDialog jobId={jobId} title={title} onClose={() => setJobId(null)} />
    </>
  );
}
