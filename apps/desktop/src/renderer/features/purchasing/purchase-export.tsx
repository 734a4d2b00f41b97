import { api } from '@xinhang/shared/contract/api.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import { App, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { FormatChoice } from '../../form/format-choice.tsx';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { PurchaseSearch } from './purchase-search.ts';

interface Props {
  open: boolean;
  filter: PurchaseSearch;
  onClose: () => void;
}

/** What the list shows as a file, a row for each order or for each line. */
export function PurchaseExport({ open, filter, onClose }: Props) {
  const { t, language } = useText();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const [what, setWhat] = useState<'orders' | 'lines'>('orders');
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [jobId, setJobId] = useState<number | null>(null);
  const start = useCommand(api.purchaseOrders.export, {
    onDone: (answer) => {
      onClose();
      setJobId(answer.jobId);
    },
  });
  const run = () =>
    start.mutate(
      { body: { ...filter, what, format, lang: language } },
      { onError: (error) => void message.error(refusal(error)) },
    );
  return (
    <>
      <Modal
        open={open}
        title={t('purchase.export')}
        okText={t('order.exportOk')}
        okButtonProps={{ loading: start.isPending }}
        onOk={run}
        onCancel={onClose}
      >
        <div className="stack">
          <Radio.Group
            value={what}
            options={(['orders', 'lines'] as const).map((value) => ({
              value,
              label: t(`order.export.${value}`),
            }))}
            onChange={(event) => setWhat(event.target.value as 'orders' | 'lines')}
          />
          <FormatChoice value={format} onChange={setFormat} />
        </div>
      </Modal>
      <JobDialog jobId={jobId} title={t('purchase.export')} onClose={() => setJobId(null)} />
    </>
  );
}
