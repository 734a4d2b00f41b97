import type { BridgeAnswer } from '../bridge/failure.ts';
import { channelNames, eventNames, wireName, type EventName } from '../bridge/names.ts';

/** The part of `ipcRenderer` that the bridge stands on. */
export interface Wire {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  on(channel: string, listener: (event: unknown, payload: unknown) => void): unknown;
}

type Listener = (payload: unknown) => void;
type Methods = Record<string, (...args: unknown[]) => Promise<unknown>>;

function method(wire: Wire, channel: string) {
  return async (...args: unknown[]): Promise<unknown> => {
    // All arguments go over: it is the main process that refuses too many of them.
    const answer = (await wire.invoke(channel, ...args)) as BridgeAnswer;
    if (answer.ok) return answer.value;
    // A plain object: the context bridge would strip an Error of everything but its message.
    // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error
    throw answer.failure;
  };
}

/** Events that arrive before the screens listen (a deep link at start) wait for the listener. */
function eventHub(wire: Wire, name: EventName) {
  const listeners = new Set<Listener>();
  let waiting: { payload: unknown } | null = null;
  wire.on(wireName(name), (_event, payload) => {
    if (listeners.size === 0) waiting = { payload };
    for (const listener of listeners) listener(payload);
  });
  return (listener: Listener) => {
    listeners.add(listener);
    if (waiting) listener(waiting.payload);
    waiting = null;
    return () => void listeners.delete(listener);
  };
}

/** Builds `window.xinhang` from the names of the contract. The raw wire never leaves this file. */
export function buildBridge(wire: Wire): Record<string, unknown> {
  const groups: Record<string, Methods> = {};
  for (const name of channelNames) {
    const [group, verb] = name.split('.') as [string, string];
    (groups[group] ??= {})[verb] = method(wire, wireName(name));
  }
  const hubs = new Map<string, (listener: Listener) => () => void>(
    eventNames.map((name) => [name, eventHub(wire, name)]),
  );
  const on = (event: unknown, listener: unknown) => {
    const hub = hubs.get(String(event));
    if (!hub || typeof listener !== 'function') throw new Error('Unknown event or no listener.');
    return hub(listener as Listener);
  };
  return { ...groups, on };
}
