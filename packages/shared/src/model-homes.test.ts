import { expect, test } from 'vitest';
import { salesModels } from './company.ts';
import { homeOf, saysNothing, wholeHome } from './dept-homes.ts';
import { modelHomes, modelPages, unitedHome } from './model-homes.ts';
import { modelPresets } from './model-presets.ts';
import { readyPipelines } from './ready-pipelines.ts';
import { modelsWith, unitedShape } from './sales-models.ts';

test('development beside retention opens what development has, after what retention has', () => {
  const models = modelsWith('retain', true);
  const [alone, both] = [unitedHome(['retain']), unitedHome(models)];
  expect(alone.pages).not.toContain('/pool');
  expect(both.pages.toSorted()).toEqual([...modelPages].toSorted());
  expect(alone.aside).toContain('poolWarning');
  expect(both.aside).toEqual([]);
  expect(both.views.slice(0, alone.views.length)).toEqual(alone.views);
  expect(both.views.map(({ key }) => key)).toContain('prospects');
  expect(both.desk.slice(0, alone.desk.length)).toEqual(alone.desk);
  expect(both.metrics[0]).toBe('won');
  expect(unitedShape(models)).toMatchObject({
    chanceGrade: true,
    valueGrade: true,
    creditLimit: true,
  });
  // What is kept is graded by what it contributes; what is developed, by its chance.
  expect(unitedShape(['retain'])).toMatchObject({ chanceGrade: false, valueGrade: true });
  expect(unitedShape(['dev'])).toMatchObject({ chanceGrade: true, valueGrade: false });
  expect(alone.views[0]!.key).toBe('valued');
  expect(unitedShape(models).stages).toEqual(expect.arrayContaining(['intent', 'sleeping']));
  // Of a development department it says nothing new.
  expect(modelsWith('dev', true)).toEqual(['dev']);
});

test('what a department says takes the place of its part alone', () => {
  const weekly = ['won' as const];
  const home = homeOf(['retain'], { ...saysNothing, weekly, desk: null });
  expect([home.weekly, home.weeklyRest]).toEqual([weekly, false]);
  expect(home.desk).toEqual(unitedHome(['retain']).desk);
  expect(home.more).toContain('/pool');
  const ranking = homeOf(['retain'], {
    ...saysNothing,
    measures: { achievement: 'wonCount', ranking: 'visits' },
  });
  expect([ranking.achievement, ranking.metrics[0]]).toEqual(['wonCount', 'visits']);
  expect(homeOf(['dev']).achievement).toBe('won');
  // All places named say the same.
  const whole = wholeHome(['project'], saysNothing);
  expect(wholeHome(['project'], whole)).toEqual(whole);
});

test.each(salesModels)(
  '%s is whole: a pipeline, rules that can be made, nothing named twice',
  (model) => {
    expect(readyPipelines.filter((one) => one.salesModel === model)).toHaveLength(1);
    const { alerts, pool } = modelPresets[model];
    for (const { kind, grades } of alerts) {
      expect(kind === 'customerIdle').toBe(grades.length > 0);
    }
    const idle = alerts.flatMap(({ grades }) => grades);
    expect(new Set(idle).size).toBe(idle.length);
    for (const rule of pool?.rules ?? []) expect(rule.warnDays).toBeLessThan(rule.days);
    const { desk, weekly, metrics, views } = modelHomes[model];
    const lists: readonly (readonly unknown[])[] = [desk, weekly, metrics, views];
    for (const list of lists) expect(new Set(list).size).toBe(list.length);
  },
);
