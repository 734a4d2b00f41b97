import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import type { ImportKindName } from '@xinhang/shared/import-kinds.ts';
import { importBatch } from '@xinhang/shared/imports.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Progress } from 'antd';
import { useEffect, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { queryClient } from '../../app/query.ts';
import { sendFile } from '../../app/send-file.ts';
import { useText } from '../../i18n/i18n.ts';
import { ImportPaste } from './import-paste.tsx';

const KINDS = '.xlsx,.xls,.csv,.txt';

interface Props {
  kind: ImportKindName;
  /** Chooses what the file brings in; absent where there is one kind alone. */
  choice?: ReactNode;
  /** Back to what the import is a step of. */
  way?: ReactNode;
}

/** Takes one file, dropped or chosen, and goes to its import. */
export function ImportDrop({ kind, choice, way }: Props) {
  const { t, language } = useText();
  const words = useProblemText();
  const navigate = useNavigate();
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<{ name: string; part: number | null } | null>(null);
  const [error, setError] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const send = async (file: File | undefined) => {
    if (!file || stop.current) return;
    const controller = new AbortController();
    stop.current = controller;
    setError('');
    setSending({ name: file.name, part: 0 });
    try {
      const answer = await sendFile({
        url: urlOf(api.imports.upload, { query: { name: file.name, kind } }),
        file,
        signal: controller.signal,
        onProgress: (part) => setSending({ name: file.name, part }),
      });
      void queryClient.invalidateQueries();
      const { id } = importBatch.parse(answer);
      await navigate({ to: '/imports/$id', params: { id: String(id) } });
    } catch (failure) {
      if (!controller.signal.aborted) setError(words(failure));
    } finally {
      stop.current = null;
      if (!controller.signal.aborted) setSending(null);
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer.files[0]);
  };

  return (
    <div className="stack import-drop">
      <div
        className={over ? 'drop-zone drop-over' : 'drop-zone'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        {sending ? (
          <div className="import-sending" role="status">
            <span>
              {t('import.sending', { name: sending.name })}{' '}
              {sending.part === null && t('file.waiting')}
            </span>
            <Progress
              percent={Math.round((sending.part ?? 0) * 100)}
              size="small"
              aria-label={t('import.sending', { name: sending.name })}
            />
            <Button
              size="small"
              onClick={() => {
                stop.current?.abort();
                setSending(null);
              }}
            >
              {t('common.cancel')}
            </Button>
          </div>
        ) : (
          <div className="line import-offer">
            {choice}
            <Button type="primary" onClick={() => input.current?.click()}>
              {t('import.choose')}
            </Button>
            <ImportPaste onFile={(file) => void send(file)} />
            <span>{t(`import.drop.${kind}`)}</span>
            <Button
              type="link"
              href={urlOf(api.imports.template, { query: { kind, lang: language } })}
            >
              {t('import.template')}
            </Button>
            {way}
          </div>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept={KINDS}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          void send(file);
        }}
      />
      {error && <Alert type="error" showIcon title={error} />}
    </div>
  );
}
