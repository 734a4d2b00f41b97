import { api } from '@xinhang/shared/contract/api.ts';
import { pathOf } from '@xinhang/shared/contract/endpoint.ts';
import { answersSoon, Silence, untilAnswered } from './line.ts';
import { useSession } from './session.ts';

/** One event of the stream, or the state of the line itself. */
export type StreamMessage =
  | { kind: 'change'; data: string }
  | { kind: 'notification' | 'reset' | 'refused' }
  /** Of the server: `well` unless it says otherwise. */
  | { kind: 'disk'; state: string }
  /** `dead`: not refused but without any answer, so that what waits on it waits for nothing. */
  | { kind: 'line'; online: boolean; dead: boolean };

type Posted = StreamMessage | { kind: 'ask' };

const REOPEN_MS = 3000;

/** The stream itself, in the one tab that holds it. Returns its end. */
function openSource(tell: (message: StreamMessage) => void): () => void {
  let source: EventSource | null = null;
  let silence: Silence | null = null;
  let reopen: number | undefined;
  let openedAt = -REOPEN_MS;
  let dead = false;
  const stop = new AbortController();
  const load = (signal: AbortSignal) => useSession.getState().load(signal);
  const close = () => {
    source?.close();
    silence?.stop();
  };
  const untilBack = async (isDead: boolean) => {
    dead ||= isDead;
    tell({ kind: 'line', online: false, dead });
    await untilAnswered(load, stop.signal);
    if (!stop.signal.aborted) open();
  };
  // The server cuts it at once when the session ends or the rights change: every tab asks who it
  // is, and only where nobody answers the line is lost.
  const lost = async () => {
    close();
    tell({ kind: 'refused' });
    const answered = await answersSoon(load);
    if (stop.signal.aborted) return;
    if (answered !== 'yes') return untilBack(answered === 'dead');
    const stood = performance.now() - openedAt > REOPEN_MS;
    reopen = window.setTimeout(open, stood ? 0 : REOPEN_MS);
  };
  const open = () => {
    source = new EventSource(pathOf(api.system.events));
    // Nothing tells a page that packets vanish: the line is dead when the beats stay away.
    const own = new Silence(() => {
      close();
      void untilBack(true);
    });
    silence = own;
    for (const name of ['beat', 'change', 'notification', 'disk', 'reset']) {
      source.addEventListener(name, () => own.heard(name === 'beat'));
    }
    source.addEventListener('open', () => {
      openedAt = performance.now();
      own.opened();
      tell({ kind: 'line', online: true, dead });
      dead = false;
    });
    source.addEventListener('change', (event: MessageEvent<string>) =>
      tell({ kind: 'change', data: event.data }),
    );
    source.addEventListener('notification', () => tell({ kind: 'notification' }));
    source.addEventListener('disk', (event: MessageEvent<string>) =>
      tell({ kind: 'disk', state: (JSON.parse(event.data) as { state: string }).state }),
    );
    source.addEventListener('reset', () => tell({ kind: 'reset' }));
    source.addEventListener('error', () => void lost());
  };
  open();
  return () => {
    stop.abort();
    close();
    window.clearTimeout(reopen);
  };
}

/**
 * One stream for all tabs of a person: the tab that holds the lock reads it and passes everything
 * on; when it closes the next one takes over, and the server tells that one to read anew. Without
 * locks (plain http in an old browser) each tab has its own.
 */
export function shareStream(userId: number, hear: (message: StreamMessage) => void): () => void {
  const name = `xinhang.events.${userId}`;
  if (!('locks' in navigator)) return openSource(hear);

  const channel = new BroadcastChannel(name);
  const stop = new AbortController();
  let line: StreamMessage | null = null;
  let disk: StreamMessage | null = null;
  let close: (() => void) | null = null;
  channel.addEventListener('message', ({ data }: MessageEvent<Posted>) => {
    if (data.kind !== 'ask') hear(data);
    else if (close) for (const known of [line, disk]) if (known) channel.postMessage(known);
  });
  const tell = (message: StreamMessage) => {
    // Whoever comes later has nothing that waits on a line of before.
    if (message.kind === 'line') [line, disk] = [{ ...message, dead: false }, null];
    if (message.kind === 'disk') disk = message;
    channel.postMessage(message);
    hear(message);
  };
  navigator.locks
    .request(name, { signal: stop.signal }, async () => {
      if (stop.signal.aborted) return;
      close = openSource(tell);
      await new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
      close();
    })
    // Aborted while waiting for its turn.
    .catch(() => undefined);
  channel.postMessage({ kind: 'ask' } satisfies Posted);
  return () => {
    stop.abort();
    channel.close();
  };
}
