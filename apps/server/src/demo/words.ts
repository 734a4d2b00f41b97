import type { Dice } from './dice.ts';
import type { Calendar } from './plan.ts';

export const tagNames = [
  '重点客户',
  '年度框架',
  '价格敏感',
  '展会名片',
  '老客户转介绍',
  '账期较长',
  '样机测试中',
  '需要技术支持',
] as const;

/** Fields that the demo company added to its customers. */
export const demoFields = [
  { label: '年采购额（万元）', type: 'number', options: [] },
  { label: '结算方式', type: 'select', options: ['月结30天', '月结60天', '货到付款', '款到发货'] },
  { label: '在用品牌', type: 'text', options: [] },
  { label: '需要招标', type: 'flag', options: [] },
  { label: '下次设备更新', type: 'date', options: [] },
] as const;
export type FieldLabel = (typeof demoFields)[number]['label'];

/** Values by label; not every file is complete. */
export function fieldValues(
  dice: Dice,
  calendar: Calendar,
): Record<string, string | number | boolean> {
  const all: Record<FieldLabel, string | number | boolean> = {
    '年采购额（万元）': dice.int(3, 900),
    结算方式: dice.pick(demoFields[1].options),
    在用品牌: dice.pick(['日系', '德系', '国产一线', '国产', '混用']),
    需要招标: dice.chance(0.3),
    下次设备更新: calendar.workdayAhead(dice.int(20, 400)),
  };
  const labels = dice.some(demoFields, dice.int(1, demoFields.length)).map(({ label }) => label);
  return Object.fromEntries(labels.map((label) => [label, all[label]]));
}
