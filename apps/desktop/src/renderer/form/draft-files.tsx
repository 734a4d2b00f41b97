import { CloseOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useProblemText } from '../app/problem-text.ts';
import { uploadFile } from '../app/upload.ts';
import { useText } from '../i18n/i18n.ts';

export interface DraftFile {
  id: number;
  name: string;
}

/** Sends files for a follow-up that is still being written. */
export function useDraftFiles(customerId: number, add: (file: DraftFile) => void) {
  const [sending, setSending] = useState<{ name: string; part: number | null } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const stop = useRef<AbortController | null>(null);
  const waiting = useRef<File[]>([]);
  useEffect(() => () => stop.current?.abort(), []);
  const send = async (files: Iterable<File>) => {
    waiting.current.push(...files);
    if (stop.current) return;
    setError(null);
    for (let file = waiting.current.shift(); file; file = waiting.current.shift()) {
      const { name: called } = file;
      stop.current = new AbortController();
      setSending({ name: called, part: 0 });
      try {
        const { id, name } = await uploadFile({
          customerId,
          file,
          draft: true,
          signal: stop.current.signal,
          onProgress: (part) => setSending({ name: called, part }),
        });
        add({ id, name });
      } catch (failure) {
        if (!stop.current.signal.aborted) setError(failure as Error);
      }
    }
    stop.current = null;
    setSending(null);
  };
  return { send, sending, error, stop: () => stop.current?.abort() };
}

interface Props {
  files: readonly DraftFile[];
  state: Pick<ReturnType<typeof useDraftFiles>, 'sending' | 'error' | 'stop'>;
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
        <span className="draft-file" role="status">
          {state.sending.name}{' '}
          {state.sending.part === null
            ? t('file.waiting')
            : `${Math.round(state.sending.part * 100)}%`}
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={`${t('common.cancel')} ${state.sending.name}`}
            onClick={state.stop}
          />
        </span>
      )}
      {state.error && <Alert type="error" showIcon role="alert" title={words(state.error)} />}
    </div>
  );
}
