import type { Pipeline } from '@xinhang/shared/pipelines.ts';
import { expect, test } from 'vitest';
import { moved, newStage, toDrafts, toStages, wrongStages } from './pipeline-draft.ts';

const pipeline = {
  stages: [
    { id: 1, name: '接触', chance: 10, stuckDays: 14, gate: [] },
    {
      id: 2,
      name: '报价',
      chance: 50,
      stuckDays: null,
      gate: [
        { kind: 'field', field: 'amount' },
        { kind: 'check', id: 7, title: '样品已确认' },
      ],
    },
  ],
} as unknown as Pipeline;

test('what is not touched is sent as it was, the ids of its checks with it', () => {
  expect(toStages(toDrafts(pipeline.stages), pipeline)).toEqual(pipeline.stages);
});

test('a check with another title is another check, which nobody has ticked', () => {
  const [first, second] = toDrafts(pipeline.stages);
  const stages = toStages([first!, { ...second!, checks: ['样品已寄出'] }], pipeline);
  expect(stages[1]?.gate).toEqual([
    { kind: 'field', field: 'amount' },
    { kind: 'check', title: '样品已寄出' },
  ]);
});

test('stages change places, and need a name of their own', () => {
  const drafts = toDrafts(pipeline.stages);
  expect(moved(drafts, 1, -1).map((stage) => stage.name)).toEqual(['报价', '接触']);
  expect(wrongStages(drafts)).toBeNull();
  expect(wrongStages([])).toBe('none');
  expect(wrongStages([...drafts, newStage()])).toBe('name');
  expect(wrongStages([...drafts, { ...newStage(), name: ' 报价' }])).toBe('twice');
});
