import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answersSoon, Requests, Silence, untilAnswered } from './line.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new Error('cut'))),
  );
/** As a question of the session: it answers no where it is cut. */
const unanswered = (signal: AbortSignal) => never(signal).catch(() => false);

test('a stream that beat is dead when the beats stay away, and told of once', async () => {
  const told = vi.fn<() => void>();
  const silence = new Silence(told);
  silence.opened();
  // An older server says nothing by itself.
  await vi.advanceTimersByTimeAsync(60_000);
  for (let beat = 0; beat < 10; beat += 1) {
    silence.heard(true);
    await vi.advanceTimersByTimeAsync(4000);
  }
  expect(told).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toHaveBeenCalledTimes(1);
});

test('a stream that never opens is dead too', async () => {
  const told = vi.fn<() => void>();
  const opening = new Silence(told);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(told).toHaveBeenCalledTimes(1);
  opening.stop();
});

test('cut requests fail, younger ones and those that were stopped by their page do not', async () => {
  const requests = new Requests();
  const page = new AbortController();
  const old = requests.run(never).catch((error: unknown) => String(error));
  await vi.advanceTimersByTimeAsync(5000);
  const young = requests.run(never, page.signal).catch((error: unknown) => String(error));
  requests.cut(1000);
  expect(await Promise.race([old, young])).toBe('Error: cut');
  let over = false;
  void young.then(() => (over = true));
  await vi.advanceTimersByTimeAsync(5000);
  expect(over).toBe(false);
  page.abort();
  await young;
});

test('tries begin beside those that wait, until one is answered, and then none is left', async () => {
  const waiting = new Set<AbortSignal>();
  let asked = 0;
  const ask = (signal: AbortSignal) => {
    asked += 1;
    if (asked === 6) return Promise.resolve(true);
    waiting.add(signal);
    return unanswered(signal).finally(() => waiting.delete(signal));
  };
  let most = 0;
  const back = untilAnswered(ask, new AbortController().signal);
  for (let at = 0; at < 20; at += 1) {
    await vi.advanceTimersByTimeAsync(500);
    most = Math.max(most, waiting.size);
  }
  await back;
  await vi.advanceTimersByTimeAsync(60_000);
  expect({ asked, most, left: waiting.size }).toEqual({ asked: 6, most: 3, left: 0 });
});

test('whoever stops asking is asked no more', async () => {
  const stop = new AbortController();
  const ask = vi.fn<typeof unanswered>(unanswered);
  const back = untilAnswered(ask, stop.signal);
  stop.abort();
  await back;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('a refusal is no dead line, and no answer is one', async () => {
  expect(await answersSoon(() => Promise.resolve(true))).toBe('yes');
  expect(await answersSoon(() => Promise.resolve(false))).toBe('no');
  const silent = answersSoon(unanswered);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await silent).toBe('dead');
});
