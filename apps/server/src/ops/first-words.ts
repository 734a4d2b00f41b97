import type { Tx } from '@xinhang/db/database.ts';
import { insertDict } from '@xinhang/db/repositories/words.ts';
import type { dictKinds } from '@xinhang/shared/settings.ts';

/** Words that a new company starts with; it adds its own and switches off what it does not use. */
const firstWords: Record<(typeof dictKinds)[number], string[]> = {
  industry: [
    '机械设备',
    '电子电器',
    '汽车及零部件',
    '化工材料',
    '五金建材',
    '建筑工程',
    '医药与医疗器械',
    '食品饮料',
    '纺织服装',
    '包装印刷',
    '能源电力',
    '软件与信息服务',
    '物流运输',
    '批发零售',
    '教育科研',
    '政府与事业单位',
    '金融',
    '其他',
  ],
  region: ['华东', '华南', '华中', '华北', '东北', '西南', '西北', '港澳台', '海外'],
  source: [
    '客户介绍',
    '电话开发',
    '上门拜访',
    '展会',
    '网络推广',
    '官网咨询',
    '招投标',
    '合作伙伴',
    '公司分配',
    '其他',
  ],
};

const STEP = 10;

export async function insertFirstWords(tx: Tx): Promise<void> {
  for (const [kind, labels] of Object.entries(firstWords)) {
    for (const [at, label] of labels.entries()) {
      await insertDict(tx, { kind, label, sort: (at + 1) * STEP });
    }
  }
}
