import type { AlertRule } from './alerts.ts';
import type { CarePlan } from './care.ts';
import type { PoolRule } from './pools.ts';
import type { SalesModel } from './sales-models.ts';

export type PresetAlert = Pick<
  AlertRule,
  'kind' | 'grades' | 'days' | 'times' | 'workdays' | 'headDays' | 'aboveDays'
>;
export type PresetPoolRule = Omit<PoolRule, 'id' | 'active'>;

export type PresetCare = Pick<
  CarePlan,
  'name' | 'kind' | 'what' | 'trigger' | 'everyDays' | 'leadDays' | 'valueGrades'
>;

interface PresetPool {
  coolDownDays: number;
  claimsPerDay: number | null;
  rules: readonly PresetPoolRule[];
}

/** Settings of the company that a preset proposes: longest days without contact (S32). */
export const presetSettings = [
  'customers.idleDaysA',
  'customers.idleDaysB',
  'customers.idleDaysC',
  'customers.idleDaysD',
  'customers.idleDays',
] as const;
export type PresetSetting = (typeof presetSettings)[number];

export interface ModelPreset {
  alerts: readonly PresetAlert[];
  /** Null: what is kept or built over a year does not drop. */
  pool: PresetPool | null;
  /** Plans of care for the customers of the model, wherever they are. */
  care: readonly PresetCare[];
  settings: Readonly<Record<PresetSetting, number>>;
  /**
   * By what customers get their value grade; null where the model shows none. The company's, too,
   * but whatever department sells so needs it: nobody's choice is changed by it.
   */
  valueBy: 'delivery' | null;
}

const alert = (
  kind: PresetAlert['kind'],
  days: number,
  more: Partial<PresetAlert> = {},
): PresetAlert => ({
  kind,
  grades: [],
  days,
  times: null,
  workdays: true,
  headDays: 3,
  aboveDays: 3,
  ...more,
});
const intervals = (A: number, B: number, C: number, D: number, none: number) => ({
  'customers.idleDaysA': A,
  'customers.idleDaysB': B,
  'customers.idleDaysC': C,
  'customers.idleDaysD': D,
  'customers.idleDays': none,
});

const care = (
  name: string,
  kind: PresetCare['kind'],
  what: string,
  when: Pick<PresetCare, 'trigger'> & Partial<PresetCare>,
): PresetCare => ({ name, kind, what, everyDays: null, leadDays: 3, valueGrades: [], ...when });

/**
 * What each sales model begins with (S12, S23): rows that `apply` makes for a department, and that
 * stay the company's own from then on. Its pipeline stands in `ready-pipelines.ts`, what needs no
 * rows in `model-homes.ts`.
 */
export const modelPresets: Readonly<Record<SalesModel, ModelPreset>> = {
  // Many prospects, quickly: silence of a few days counts, and who lies still goes to others.
  dev: {
    alerts: [
      alert('customerIdle', 5, { grades: ['A'], headDays: 2 }),
      alert('customerIdle', 10, { grades: ['B'] }),
      alert('customerIdle', 20, { grades: ['C', 'none'], headDays: 5, aboveDays: null }),
      alert('dealIdle', 7),
      alert('dealBack', 1, { headDays: 2 }),
      alert('dealSlipped', 14, { times: 2 }),
      alert('dealOverdue', 3),
    ],
    pool: {
      coolDownDays: 30,
      claimsPerDay: 10,
      rules: [
        { cause: 'lastFollowUp', grades: ['A'], days: 20, warnDays: 5, sparesOpenDeals: true },
        { cause: 'lastFollowUp', grades: ['B'], days: 30, warnDays: 7, sparesOpenDeals: true },
        {
          cause: 'lastFollowUp',
          grades: ['C', 'D', 'none'],
          days: 45,
          warnDays: 7,
          sparesOpenDeals: true,
        },
        {
          cause: 'noDeal',
          grades: ['A', 'B', 'C', 'D', 'none'],
          days: 180,
          warnDays: 14,
          sparesOpenDeals: true,
        },
      ],
    },
    care: [],
    settings: intervals(7, 14, 30, 60, 30),
    valueBy: null,
  },
  // Old customers keep their seller; a month of silence is what must not happen.
  retain: {
    alerts: [
      alert('customerIdle', 22, { grades: ['A', 'B', 'C', 'D', 'none'], headDays: 5 }),
      alert('dealIdle', 10),
      alert('dealOverdue', 2),
    ],
    pool: null,
    care: [
      care('价值 A 级客户拜访', 'visit', '上门看使用情况，问下一步的需求', {
        trigger: 'interval',
        everyDays: 30,
        valueGrades: ['A'],
      }),
      care('价值 B 级客户回访', 'call', '电话问使用情况和库存', {
        trigger: 'interval',
        everyDays: 60,
        valueGrades: ['B'],
      }),
      care('生日祝福', 'greeting', '打电话或发短信祝生日快乐', { trigger: 'birthday' }),
      care('合同续签', 'call', '谈下一期的合同', { trigger: 'contractEnd', leadDays: 30 }),
    ],
    settings: intervals(15, 30, 45, 60, 30),
    valueBy: 'delivery',
  },
  // Few and long: what moves back or slips is what the head must hear of at once.
  project: {
    alerts: [
      alert('customerIdle', 15, { grades: ['A', 'B'] }),
      alert('dealIdle', 15),
      alert('dealBack', 1, { headDays: 1, aboveDays: 2 }),
      alert('dealSlipped', 30, { times: 2, headDays: 1 }),
      alert('dealOverdue', 5),
    ],
    pool: null,
    care: [
      care('合作周年回访', 'visit', '回访项目的使用情况，问新的项目', {
        trigger: 'firstDeal',
        leadDays: 7,
      }),
      care('合同到期', 'call', '谈维保和下一期的合同', { trigger: 'contractEnd', leadDays: 30 }),
    ],
    settings: intervals(14, 21, 45, 90, 60),
    valueBy: null,
  },
};
