import type { z } from 'zod';
import { channels, type ChannelInput, type ChannelOutput } from '../bridge/contract.ts';
import type { BridgeAnswer, BridgeFailure } from '../bridge/failure.ts';
import { channelNames, wireName, type ChannelName } from '../bridge/names.ts';
import { BridgeError } from './bridge-error.ts';
import type { IpcApi, SenderFrame } from './electron-api.ts';
import { reasonOf, type Log } from './log.ts';
import { APP_ORIGIN } from './origin.ts';

/** One handler per channel; forgetting one is a compile error. */
export type ChannelHandlers = {
  [K in ChannelName]: (input: ChannelInput<K>) => Promise<ChannelOutput<K>> | ChannelOutput<K>;
};

const issuesOf = (error: z.ZodError): BridgeFailure['issues'] =>
  // Paths and codes only: the refused values may be a person's words.
  error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code }));

/** Origin of the calling page; null for a frame inside a page and for one that is gone. */
function callerOf(event: { readonly senderFrame: SenderFrame | null }): string | null {
  try {
    const frame = event.senderFrame;
    return frame && frame.parent === null ? frame.origin : null;
  } catch {
    // Electron throws on reading a frame that was disposed while its message was on the way.
    return null;
  }
}

function failureOf(channel: ChannelName, error: unknown): BridgeFailure {
  return error instanceof BridgeError
    ? { code: error.code, channel, issues: [], params: error.params }
    : { code: 'internal', channel, issues: [], params: {} };
}

async function answer(
  channel: ChannelName,
  caller: string | null,
  args: unknown[],
  handler: (input: never) => unknown,
  log: Log,
): Promise<BridgeAnswer> {
  const refuse = (code: BridgeFailure['code'], issues: BridgeFailure['issues']): BridgeAnswer => {
    log.warn(code, { channel, origin: caller, issues });
    return { ok: false, failure: { code, channel, issues, params: {} } };
  };
  if (caller !== APP_ORIGIN) return refuse('ipc-origin-refused', []);
  if (args.length > 1) return refuse('ipc-refused', [{ path: '', code: 'too_many_arguments' }]);
  const input = channels[channel].input.safeParse(args[0]);
  if (!input.success) return refuse('ipc-refused', issuesOf(input.error));
  try {
    const result = await handler(input.data as never);
    const output = channels[channel].output.safeParse(result);
    if (!output.success) return refuse('ipc-answer-refused', issuesOf(output.error));
    return { ok: true, value: output.data };
  } catch (error) {
    log.warn('ipc-failed', { channel, reason: reasonOf(error) });
    return { ok: false, failure: failureOf(channel, error) };
  }
}

/**
 * The only place that listens to the renderer. Each call is checked for its sender and its form and
 * each answer for its form; a refusal is answered and logged, never dropped.
 */
export function registerChannels(ipcMain: IpcApi, handlers: ChannelHandlers, log: Log): void {
  for (const channel of channelNames) {
    const handler = handlers[channel] as (input: never) => unknown;
    ipcMain.handle(wireName(channel), (event, ...args: unknown[]) =>
      answer(channel, callerOf(event), args, handler, log),
    );
  }
}
