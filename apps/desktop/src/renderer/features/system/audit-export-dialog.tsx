import { api } from '@xinhang/shared/contract/api.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import type { AuditExport } from '@xinhang/shared/system.ts';
import { App, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { FormatChoice } from '../../form/format-choice.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';

interface Props {
  open: boolean;
  /** As the list is narrowed now. */
  filter: AuditExport['filter'];
  onClose: () => void;
  onStarted: (jobId: number) => void;
}

/** The audit as a file: which kind; runs as a job. */
export function AuditExportDialog({ open, filter, onClose, onStarted }: Props) {
  const { t, language } = useText();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const start = useCommand(api.system.exportAudit);
  const run = () =>
    start.mutate(
      { body: { filter, format, lang: language } },
      {
        onSuccess: ({ jobId }) => {
          onClose();
          onStarted(jobId);
        },
        onError: (error) => void message.error(refusal(error)),
      },
    );
  return (
    <Modal
      open={open}
      title={t('action.audit.export')}
      onCancel={onClose}
      {...beginInField}
      okText={t('audit.export')}
      okButtonProps={{ loading: start.isPending }}
      onOk={run}
    >
      <div className="stack">
        <FormatChoice value={format} onChange={setFormat} />
        <span className="soft">{t('audit.exportNote')}</span>
      </div>
    </Modal>
  );
}
