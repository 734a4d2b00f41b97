import { api } from '@xinhang/shared/contract/api.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import { App, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { FormatChoice } from '../../form/format-choice.tsx';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';

interface Props {
  open: boolean;
  filter: { q: string | undefined; active: boolean; buyerId: number | undefined };
  onClose: () => void;
}

/** What the list shows as a file, by its filters. */
export function SupplierExport({ open, filter, onClose }: Props) {
  const { t, language } = useText();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [jobId, setJobId] = useState<number | null>(null);
  const start = useCommand(api.suppliers.export, {
    onDone: (answer) => {
      onClose();
      setJobId(answer.jobId);
    },
  });
  const { q, active, buyerId } = filter;
  const asked = { active, ...(q && { q }), ...(buyerId && { buyerId }) };
  const run = () =>
    start.mutate(
      { body: { ...asked, format, lang: language } },
      { onError: (error) => void message.error(refusal(error)) },
    );
  return (
    <>
      <Modal
        open={open}
        title={t('supplier.exportTitle')}
        okText={t('supplier.export')}
        okButtonProps={{ loading: start.isPending }}
        onOk={run}
        onCancel={onClose}
      >
        <FormatChoice value={format} onChange={setFormat} />
      </Modal>
      <JobDialog jobId={jobId} title={t('supplier.export')} onClose={() => setJobId(null)} />
    </>
  );
}
