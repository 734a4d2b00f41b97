import type { FileRow } from '@xinhang/shared/customer-work.ts';
import { App, Button, Progress } from 'antd';
import { useEffect, useRef, useState, type ClipboardEvent, type DragEvent } from 'react';
import { useProblemText } from '../app/problem-text.ts';
import { queryClient } from '../app/query.ts';
import { pastedFiles } from '../app/upload.ts';
import { useText } from '../i18n/i18n.ts';
import { useDates } from '../ui/dates.ts';
import { Section } from '../ui/section.tsx';

const KILO = 1024;
const units = ['B', 'KB', 'MB', 'GB'] as const;

/** Bytes as people read them. */
function size(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(3, Math.floor(Math.log(bytes) / Math.log(KILO)));
  const value = bytes / KILO ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

interface Sending {
  key: string;
  name: string;
  /** From 0 to 1; null while the line is down. */
  part: number | null;
  error: string;
  stop: AbortController;
}

/** Where the files hang: how one is sent, read and taken off. */
export interface FilePlace {
  send: (
    file: File,
    how: { signal: AbortSignal; onProgress: (part: number | null) => void },
  ) => Promise<unknown>;
  urlOf: (id: number) => string;
  remove: (id: number) => Promise<unknown>;
}

interface Props {
  place: FilePlace;
  files: readonly FileRow[];
  mayAdd: boolean;
  mayRemove: boolean;
}

/** Files of a record: dropped, pasted or chosen; each shows how far it is. */
export function Attachments({ place, files, mayAdd, mayRemove }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const running = useRef(new Set<AbortController>());
  useEffect(() => {
    const stops = running.current;
    return () => stops.forEach((stop) => stop.abort());
  }, []);

  const patch = (key: string, part: Partial<Sending>) =>
    setSending((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const send = async (file: File) => {
    const stop = new AbortController();
    const key = `${file.name}-${file.size}-${file.lastModified}`;
    running.current.add(stop);
    setSending((now) => [
      ...now.filter((one) => one.key !== key),
      { key, name: file.name, part: 0, error: '', stop },
    ]);
    try {
      await place.send(file, {
        signal: stop.signal,
        onProgress: (part) => patch(key, { part }),
      });
      setSending((now) => now.filter((one) => one.key !== key));
      void queryClient.invalidateQueries();
    } catch (error) {
      if (stop.signal.aborted) setSending((now) => now.filter((one) => one.key !== key));
      else patch(key, { error: words(error) });
    } finally {
      running.current.delete(stop);
    }
  };
  const sendAll = async (chosen: Iterable<File>) => {
    // One after the other: a slow line is not made slower.
    for (const file of chosen) await send(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (mayAdd) void sendAll([...event.dataTransfer.files]);
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = pastedFiles(event.clipboardData);
    if (pasted.length === 0 || !mayAdd) return;
    event.preventDefault();
    void sendAll(pasted);
  };

  return (
    <Section
      title={t('file.title')}
      extra={
        <Button
          size="small"
          disabled={!mayAdd}
          title={mayAdd ? undefined : t('customer.noForbidden')}
          onClick={() => input.current?.click()}
        >
          {t('file.add')}
        </Button>
      }
    >
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = '';
          void sendAll(chosen);
        }}
      />
      {files.map((row) => (
        <FileLine key={row.id} row={row} place={place} mayRemove={mayRemove} />
      ))}
      {sending.map((one) => (
        <div key={one.key} className="file-line">
          <div className="line">
            <span style={{ flex: 1, minWidth: 0 }}>{one.name}</span>
            <Button
              type="link"
              size="small"
              onClick={() => {
                one.stop.abort();
                setSending((now) => now.filter((other) => other.key !== one.key));
              }}
            >
              {t('common.cancel')}
            </Button>
          </div>
          {one.part === null && <span className="soft">{t('file.waiting')}</span>}
          {one.error ? (
            <span className="danger" role="alert">
              {one.error}
            </span>
          ) : (
            <Progress percent={Math.round((one.part ?? 0) * 100)} size="small" />
          )}
        </div>
      ))}
      {mayAdd && (
        <button
          type="button"
          className={over ? 'drop-zone drop-over' : 'drop-zone'}
          onClick={() => input.current?.click()}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
          onPaste={onPaste}
        >
          {t('file.drop')}
        </button>
      )}
      {!mayAdd && files.length === 0 && <span className="soft">{t('file.none')}</span>}
    </Section>
  );
}

interface LineProps {
  row: FileRow;
  place: FilePlace;
  mayRemove: boolean;
}

function FileLine({ row, place, mayRemove }: LineProps) {
  const { t } = useText();
  const dates = useDates();
  const words = useProblemText();
  const { message, modal } = App.useApp();
  const ask = () =>
    void modal.confirm({
      title: t('file.removeAsk', { name: row.name }),
      content: t('file.removeWhat'),
      okText: t('common.remove'),
      onOk: () => place.remove(row.id).catch((error: unknown) => void message.error(words(error))),
    });
  return (
    <div className="line file-line" style={{ gap: '0 10px' }}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <a href={place.urlOf(row.id)} download={row.name}>
          {row.name}
        </a>
        <div className="soft">
          {[size(row.size), row.by?.name, dates.dayOf(row.at)].filter(Boolean).join(' · ')}
        </div>
      </div>
      <Button
        type="link"
        size="small"
        disabled={!mayRemove}
        aria-label={`${t('common.remove')} ${row.name}`}
        onClick={ask}
      >
        {t('common.remove')}
      </Button>
    </div>
  );
}
