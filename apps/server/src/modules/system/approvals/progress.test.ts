import type { TaskState } from '@xinhang/shared/approvals.ts';
import { expect, test } from 'vitest';
import { afterApproval, type Turn } from './progress.ts';

const turn = (id: number, state: TaskState, after: number | null = null): Turn => ({
  id,
  state,
  after_task_id: after,
});

test('one is enough, unless somebody was added after', () => {
  const turns = [turn(1, 'pending'), turn(2, 'pending')];
  expect(afterApproval(turns, 1, 'any')).toEqual({ opened: [], spared: [2], over: true });
  const added = [...turns, turn(3, 'waiting', 1)];
  expect(afterApproval(added, 1, 'any')).toEqual({ opened: [3], spared: [], over: false });
  expect(afterApproval(added, 2, 'any')).toEqual({ opened: [], spared: [1, 3], over: true });
});

test('everybody, at once or in turn', () => {
  const all = [turn(1, 'pending'), turn(2, 'pending')];
  expect(afterApproval(all, 1, 'all')).toEqual({ opened: [], spared: [], over: false });
  expect(afterApproval([turn(1, 'approved'), turn(2, 'pending')], 2, 'all').over).toBe(true);
  const row = [turn(1, 'pending'), turn(2, 'waiting', 1), turn(3, 'waiting', 2)];
  expect(afterApproval(row, 1, 'sequence')).toEqual({ opened: [2], spared: [], over: false });
});

test('who was added before comes first, and then who added him', () => {
  const turns = [turn(1, 'waiting', 3), turn(2, 'pending'), turn(3, 'pending')];
  expect(afterApproval(turns, 3, 'any')).toEqual({ opened: [1], spared: [], over: false });
});
