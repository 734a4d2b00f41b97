import { api } from '@xinhang/shared/contract/api.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { FormatChoice } from '../../form/format-choice.tsx';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { ProductSearch } from './product-search.ts';

interface Props {
  filter: Pick<ProductSearch, 'q' | 'categoryId' | 'kind'> & { active: boolean };
}

/** What the list shows as a file with the columns of the import, by its filters. */
export function ProductExport({ filter }: Props) {
  const { t, language } = useText();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [jobId, setJobId] = useState<number | null>(null);
  const start = useCommand(api.products.export, {
    onDone: (answer) => {
      setOpen(false);
      setJobId(answer.jobId);
    },
  });
  const { q, categoryId, kind, active } = filter;
  const asked = { q, categoryId, kind, active };
  const run = () =>
    start.mutate(
      { body: { ...asked, format, lang: language } },
      { onError: (error) => void message.error(refusal(error)) },
    );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('product.export')}</Button>
      <Modal
        open={open}
        title={t('product.exportTitle')}
        okText={t('product.export')}
        okButtonProps={{ loading: start.isPending }}
        onOk={run}
        onCancel={() => setOpen(false)}
      >
        <div className="stack">
          <FormatChoice value={format} onChange={setFormat} />
          <span className="soft">{t('product.exportNote')}</span>
        </div>
      </Modal>
      <JobDialog jobId={jobId} title={t('product.exportTitle')} onClose={() => setJobId(null)} />
    </>
  );
}
