import { api } from '@xinhang/shared/contract/api.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import { Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { FormatChoice } from '../../form/format-choice.tsx';
import { JobDialog } from '../../form/job-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { FapiaoSearch } from './fapiao-search.ts';
import { useRefused } from '../../form/use-refused.ts';

type What = 'fapiao' | 'lines';

/** What the list shows as a file, a row for each fapiao or for each line. */
export function FapiaoExport({ filter }: { filter: Omit<FapiaoSearch, 'customerName'> }) {
  const { t, language } = useText();
  const refused = useRefused();
  const [open, setOpen] = useState(false);
  const [what, setWhat] = useState<What>('fapiao');
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [jobId, setJobId] = useState<number | null>(null);
  const start = useCommand(api.fapiao.export, {
    onDone: (answer) => {
      setOpen(false);
      setJobId(answer.jobId);
    },
  });
  const title = t('job.kind.fapiao.export');
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('fapiao.export')}</Button>
      <Modal
        open={open}
        title={title}
        okText={t('fapiao.export')}
        okButtonProps={{ loading: start.isPending }}
        onOk={() => start.mutate({ body: { ...filter, what, format, lang: language } }, refused)}
        onCancel={() => setOpen(false)}
      >
        <div className="stack">
          <Radio.Group
            value={what}
            options={[
              { value: 'fapiao', label: t('fapiao.exportFapiao') },
              { value: 'lines', label: t('fapiao.exportLines') },
            ]}
            onChange={(event) => setWhat(event.target.value as What)}
          />
          <FormatChoice value={format} onChange={setFormat} />
        </div>
      </Modal>
      <JobDialog jobId={jobId} title={title} onClose={() => setJobId(null)} />
    </>
  );
}
