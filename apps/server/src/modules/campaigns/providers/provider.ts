/** One message to one person, as a provider of messages is given it. */
export interface OutgoingMessage {
  /** Eleven digits, or an e-mail address. */
  address: string;
  /** Of an SMS: as registered, without 【】. */
  signature: string;
  /** Of an SMS: code of the text that the provider has approved. */
  template: string;
  /** Values of its fields, in the order in which they stand in the text. */
  values: readonly string[];
  /** Of an e-mail. */
  subject: string;
  text: string;
  /** Ours, the same however often it is tried: what a provider tells of later. */
  reference: string;
}

/**
 * What became of it. `retry`: it was not taken, and may be in a while. `stopped`: none of the others
 * would be taken either (credentials, balance, signature). `unknown`: the line broke after it was
 * handed over, so that it is never sent again.
 */
export type Outcome =
  | { state: 'sent'; providerRef: string }
  | { state: 'failed' | 'retry' | 'stopped' | 'unknown'; code: string };

/** A message that a provider took, of which it is asked later. */
export interface TakenMessage {
  address: string;
  providerRef: string;
  /** UTC ms. */
  sentAt: number;
}

/**
 * What a provider says became of it. `waiting`: the carrier has not said yet. `silent`: nobody
 * answered, or none of the others would be answered either.
 */
export type Report =
  | { state: 'delivered' }
  | { state: 'failed'; reason: string }
  | { state: 'waiting' }
  | { state: 'silent'; code: string };

export interface MessageProvider {
  readonly kind: 'aliyun' | 'tencent' | 'smtp';
  send(message: OutgoingMessage): Promise<Outcome>;
  /** Absent where nobody reports. */
  report?(message: TakenMessage): Promise<Report>;
}

/** What adapters are given: tests give a server of their own and a fixed clock. */
export interface Line {
  /** Of the provider; fixed in the product, so that the server reaches out nowhere else. */
  endpoint: URL;
  /** UTC ms. */
  now: () => number;
  random: (bytes: number) => Buffer;
  timeoutMs: number;
}

/**
 * Asks the provider once. A refused connection was never a message; a line that breaks later may
 * have been one.
 */
export async function ask(
  { endpoint, timeoutMs }: Line,
  path: string,
  init: { headers: Record<string, string>; body: string },
): Promise<{ json: unknown } | { outcome: Outcome }> {
  let answer: Response;
  try {
    answer = await fetch(new URL(path, endpoint), {
      method: 'POST',
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    const code = (error as { cause?: { code?: string } }).cause?.code ?? '';
    const never = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH'].includes(code);
    return { outcome: { state: never ? 'retry' : 'unknown', code: code || 'no-answer' } };
  }
  try {
    return { json: await answer.json() };
  } catch {
    return { outcome: { state: 'unknown', code: `http-${answer.status}` } };
  }
}

/** The code of what was not taken. */
export const codeOf = (outcome: Outcome): string => (outcome.state === 'sent' ? '' : outcome.code);

/** The outcome that a code means: exactly it, or the longest beginning of it. */
export function outcomeOf(
  code: string,
  table: Readonly<Record<string, 'failed' | 'retry' | 'stopped'>>,
): Outcome {
  const found = Object.keys(table)
    .filter((one) => code === one || code.startsWith(`${one}.`))
    .toSorted((a, b) => b.length - a.length)[0];
  return { state: found ? table[found]! : 'failed', code };
}
