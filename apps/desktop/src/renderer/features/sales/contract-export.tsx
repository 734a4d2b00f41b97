import { api } from '@xinhang/shared/contract/api.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import { App, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { FormatChoice } from '../../form/format-choice.tsx';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { ContractSearch } from './contract-search.ts';

const whats = ['contracts', 'lines', 'milestones'] as const;
type What = (typeof whats)[number];

interface Props {
  open: boolean;
  filter: Omit<ContractSearch, 'customerName'>;
  onClose: () => void;
}

/** What the list shows as a file, a row for each contract, each line or each milestone. */
export function ContractExport({ open, filter, onClose }: Props) {
  const { t, language } = useText();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const [what, setWhat] = useState<What>('contracts');
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [jobId, setJobId] = useState<number | null>(null);
  const start = useCommand(api.contracts.export, {
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
        title={t('contract.export')}
        okText={t('order.exportOk')}
        okButtonProps={{ loading: start.isPending }}
        onOk={run}
        onCancel={onClose}
      >
        <div className="stack">
          <Radio.Group
            value={what}
            options={whats.map((value) => ({
              value,
              label: t(`contract.export.${value}`),
            }))}
            onChange={(event) => setWhat(event.target.value as What)}
          />
          <FormatChoice value={format} onChange={setFormat} />
        </div>
      </Modal>
      <JobDialog jobId={jobId} title={t('contract.export')} onClose={() => setJobId(null)} />
    </>
  );
}
