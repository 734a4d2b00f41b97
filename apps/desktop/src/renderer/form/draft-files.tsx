import { CloseOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { useProblemText } from '../app/problem-text.ts';
import { uploadFile } from '../app/upload.ts';
import { useText } from '../i18n/i18n.ts';

export interface DraftFile {
  id: number;
  name: string;
}

/** Pictures on the clipboard are all called `image.png`; the time tells them apart. */
function named(file: File): File {
  if (file.name !== 'image.png') return file;
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(/[T:]/g, '-');
  return new File([file], `${stamp}.png`, { type: file.type });
}

/** Sends files for a follow-up that is still being written. */
export function useDraftFiles(customerId: number, add: (file: DraftFile) => void) {
  const [sending, setSending] = useState<{ name: string; done: number } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const stop = useRef(new AbortController());
  const send = async (files: Iterable<File>) => {
    setError(null);
    for (const original of files) {
      const file = named(original);
      setSending({ name: file.name, done: 0 });
      try {
        const { id, name } = await uploadFile({
          customerId,
          file,
          draft: true,
          signal: stop.current.signal,
          onProgress: (part) => setSending({ name: file.name, done: Math.round(part * 100) }),
        });
        add({ id, name });
      } catch (failure) {
        setError(failure as Error);
      }
    }
    setSending(null);
  };
  return { send, sending, error };
}

interface Props {
  files: readonly DraftFile[];
  state: Pick<ReturnType<typeof useDraftFiles>, 'sending' | 'error'>;
  onRemove: (id: number) => void;
}

/** What will hang on the follow-up, before it is saved. */
export function DraftFiles({ files, state, onRemove }: Props) {
  const { t } = useText();
  const words = useProblemText();
  if (files.length === 0 && !state.sending && !state.error) return null;
  return (
    <div className="line">
      {files.map((file) => (
        <span key={file.id} className="draft-file">
          <PaperClipOutlined /> {file.name}
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={`${t('common.remove')} ${file.name}`}
            onClick={() => onRemove(file.id)}
          />
        </span>
      ))}
      {state.sending && (
        <span className="soft" role="status">
          {state.sending.name} {state.sending.done}%
        </span>
      )}
      {state.error && <Alert type="error" showIcon role="alert" title={words(state.error)} />}
    </div>
  );
}
