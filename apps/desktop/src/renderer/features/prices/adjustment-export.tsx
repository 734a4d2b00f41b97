import { api } from '@xinhang/shared/contract/api.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { FormatChoice } from '../../form/format-choice.tsx';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';

/** The lines of a sheet as a file. */
export function AdjustmentExport({ id }: { id: number }) {
  const { t, language } = useText();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [jobId, setJobId] = useState<number | null>(null);
  const start = useCommand(api.priceAdjustments.export, {
    onDone: (answer) => {
      setOpen(false);
      setJobId(answer.jobId);
    },
  });
  const run = () =>
    start.mutate(
      { body: { id, format, lang: language } },
      { onError: (error) => void message.error(refusal(error)) },
    );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('adjust.export')}</Button>
      <Modal
        open={open}
        title={t('adjust.exportTitle')}
        okText={t('adjust.export')}
        okButtonProps={{ loading: start.isPending }}
        onOk={run}
        onCancel={() => setOpen(false)}
      >
        <FormatChoice value={format} onChange={setFormat} />
      </Modal>
      <JobDialog jobId={jobId} title={t('adjust.exportTitle')} onClose={() => setJobId(null)} />
    </>
  );
}
