import type { Language } from '@xinhang/shared/auth.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import { Modal } from 'antd';
import { useState } from 'react';
import { useText } from '../i18n/i18n.ts';
import { FormatChoice } from './format-choice.tsx';

interface Props {
  open: boolean;
  title: string;
  running: boolean;
  onRun: (choice: { format: ExportFormat; lang: Language }) => void;
  onClose: () => void;
}

/** Asks as which kind of file a table is exported, in the language of the screen. */
export function ExportChoice({ open, title, running, onRun, onClose }: Props) {
  const { t, language } = useText();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  return (
    <Modal
      open={open}
      title={title}
      okText={t('export.run')}
      okButtonProps={{ loading: running }}
      onOk={() => onRun({ format, lang: language })}
      onCancel={onClose}
    >
      <FormatChoice value={format} onChange={setFormat} />
    </Modal>
  );
}
