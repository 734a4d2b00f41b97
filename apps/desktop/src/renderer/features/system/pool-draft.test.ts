import { expect, test } from 'vitest';
import { gradesSaid, newRule, toRuleDrafts, toRules, wrongRules } from './pool-draft.ts';

test('rules come back as they were read, a new one without an id', () => {
  const rule = {
    id: 7,
    cause: 'noDeal' as const,
    grades: ['A' as const],
    days: 90,
    warnDays: 10,
    sparesOpenDeals: false,
    active: false,
  };
  expect(toRules(toRuleDrafts([rule]))).toEqual([rule]);
  expect(toRules([newRule()])[0]).not.toHaveProperty('id');
});

test('what the server would refuse is said before', () => {
  const wrong = (part: object) => wrongRules([newRule(), { ...newRule(), ...part }]);
  expect(wrong({})).toBeNull();
  expect(wrong({ grades: [] })).toBe('grades');
  expect(wrong({ days: null })).toBe('days');
  expect(wrong({ days: 7, warnDays: 7 })).toBe('warn');
});

test('grades are said in their order, all of them as all', () => {
  expect(gradesSaid(['none', 'B'])).toEqual(['B', 'none']);
  expect(gradesSaid(newRule().grades)).toBeNull();
});
