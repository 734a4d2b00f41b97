import { api } from '@xinhang/shared/contract/api.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import { App, Modal } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { FormatChoice } from '../../form/format-choice.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';

interface Props {
  open: boolean;
  id: number;
  onClose: () => void;
  onStarted: (jobId: number) => void;
}

/** The list as a file, for a phone or the page of a provider. */
export function ListDialog({ open, id, onClose, onStarted }: Props) {
  const { t, language } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const start = useCommand(api.campaigns.exportList);
  const run = () =>
    start.mutate(
      { params: { id }, body: { format, lang: language } },
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
      title={t('campaign.list')}
      onCancel={onClose}
      {...beginInField}
      okText={t('campaign.list')}
      okButtonProps={{ loading: start.isPending }}
      onOk={run}
    >
      <div className="stack">
        <FormatChoice value={format} onChange={setFormat} />
        <span className="soft">{t('campaign.listNote')}</span>
      </div>
    </Modal>
  );
}
