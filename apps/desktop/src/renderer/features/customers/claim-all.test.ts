import { ApiError } from '@xinhang/shared/contract/client.ts';
import { expect, test } from 'vitest';
import { claimAll } from './claim-all.ts';

const refusal = (code: string, params: Record<string, string | boolean> = {}) =>
  new ApiError({ type: '', title: '', status: 409, instance: '', code, params });

test('a refusal in the middle keeps nothing of the rest, and the own is no refusal', async () => {
  const answers = new Map<number, Error>([
    [2, refusal('claim-cooling', { until: '2026-12-01' })],
    [3, refusal('already-claimed', { name: '我', mine: true })],
    [5, refusal('already-claimed', { name: '李四', mine: false })],
  ]);
  const asked: number[] = [];
  const found = await claimAll([1, 2, 3, 4, 5], (id) => {
    asked.push(id);
    const error = answers.get(id);
    return error ? Promise.reject(error) : Promise.resolve();
  });
  expect(asked).toEqual([1, 2, 3, 4, 5]);
  expect([found.claimed, found.own]).toEqual([
    [1, 4],
    [1, 3, 4],
  ]);
  expect(found.refused.map(({ id }) => id)).toEqual([2, 5]);
});
