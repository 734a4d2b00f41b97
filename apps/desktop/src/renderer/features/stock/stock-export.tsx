import { api } from '@xinhang/shared/contract/api.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import type { stockExports } from '@xinhang/shared/stock.ts';
import { App, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { FormatChoice } from '../../form/format-choice.tsx';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';

interface Props {
  open: boolean;
  what: (typeof stockExports)[number];
  filter: Readonly<Record<string, string | number | true | readonly string[] | undefined>>;
  onClose: () => void;
}

const titles = {
  onHand: 'stock.exportOnHand',
  ledger: 'stock.exportLedger',
  batches: 'stock.exportBatches',
  serials: 'stock.exportSerials',
  provisional: 'stock.exportProvisional',
  summary: 'stock.exportSummary',
} as const;

/** What the list shows as a file, by its filters. */
export function StockExport({ open, what, filter, onClose }: Props) {
  const { t, language } = useText();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [jobId, setJobId] = useState<number | null>(null);
  const start = useCommand(api.stock.export);
  const asked = Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  );
  const run = () =>
    start.mutate(
      { body: { what, ...asked, format, lang: language } },
      {
        onSuccess: (answer) => {
          onClose();
          setJobId(answer.jobId);
        },
        onError: (error) => void message.error(refusal(error)),
      },
    );
  return (
    <>
      <Modal
        open={open}
        title={t(titles[what])}
        okText={t('stock.export')}
        okButtonProps={{ loading: start.isPending }}
        onOk={run}
        onCancel={onClose}
      >
        <FormatChoice value={format} onChange={setFormat} />
      </Modal>
      <JobDialog jobId={jobId} title={t('stock.export')} onClose={() => setJobId(null)} />
    </>
  );
}
