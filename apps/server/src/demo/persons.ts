import type { Dice } from './dice.ts';

const surnames =
  '王 王 王 李 李 李 张 张 张 刘 刘 陈 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 邓 冯 曹 彭 曾 萧 田 董 潘 袁 蔡 蒋 余 于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 龙 史 陶 贺 顾 毛 郝 龚 邵 万 覃 武 钱 戴 欧阳 上官 司马'.split(
    ' ',
  );
const men =
  '伟 磊 军 强 勇 杰 涛 超 鹏 辉 刚 平 建国 建华 志强 志远 国强 国庆 海涛 永刚 文斌 俊杰 晓东 浩然 子轩 宇航 明辉 家豪 振华 立新 德胜 光明 泽民 少华 伟东 卫国 金龙 学文 思远 承志 嘉伟 天佑 一鸣 立群 新民 春生 长江 红军 小平 启明'.split(
    ' ',
  );
const women =
  '芳 娜 敏 静 丽 艳 娟 霞 燕 玲 梅 婷 倩 秀英 秀兰 桂英 雪梅 海燕 丽华 晓燕 春梅 红梅 思雨 雨欣 梦琪 佳怡 诗涵 欣怡 婉清 慧敏 玉兰 文静 晓红 美玲 丽娟 月华 淑芬 惠芳 小敏 亚楠 冰洁 静怡 若兰 素珍 彩霞 佩珊 嘉欣 颖 洁 莉'.split(
    ' ',
  );

const posts: readonly [post: string, dept: string][] = [
  ['总经理', '总经办'],
  ['副总经理', '总经办'],
  ['采购经理', '采购部'],
  ['采购主管', '采购部'],
  ['采购工程师', '采购部'],
  ['采购员', '采购部'],
  ['设备部经理', '设备部'],
  ['设备主管', '设备部'],
  ['电气工程师', '技术部'],
  ['技术部长', '技术部'],
  ['工艺工程师', '工艺部'],
  ['生产经理', '生产部'],
  ['厂长', '生产部'],
  ['研发总监', '研发部'],
  ['财务经理', '财务部'],
  ['项目经理', '项目部'],
];
const places =
  '江苏南通 浙江温州 安徽合肥 湖北武汉 湖南长沙 广东潮州 福建泉州 山东济南 四川成都 河南郑州 江西南昌 上海崇明'.split(
    ' ',
  );
const families = [
  '已婚，一个女儿读小学',
  '已婚，儿子今年高考',
  '两个孩子，大的刚上初中',
  '父母同住，母亲身体不太好',
  '未婚',
  '太太在银行工作，有一个儿子',
  '先生是中学老师，女儿学钢琴',
  '刚做爷爷',
];
const hobbies = [
  '钓鱼，周末常去水库',
  '羽毛球，每周三固定打球',
  '喝茶，偏爱普洱',
  '爬山、摄影',
  '看球，支持国家队',
  '书法，喜欢收藏砚台',
  '自驾游',
  '下象棋',
  '养多肉植物',
  '马拉松，跑过两次全马',
];
const relations = [
  '与技术部长是大学同学，意见相近',
  '设备选型听厂长的，付款听财务的',
  '和我们原来的业务员是老乡',
  '由老客户介绍认识',
  '与竞争对手的区域经理关系较好，需注意',
];
const taboos = [
  '不喝酒',
  '不喜欢晚上接电话',
  '吃素',
  '对海鲜过敏',
  '不要当着同事谈价格',
  '忌送钟表',
];

export interface Birthday {
  calendar: 'solar' | 'lunar';
  month: number;
  day: number;
  leap: boolean;
  year: number | null;
}

export interface DemoContact {
  name: string;
  gender: 'male' | 'female';
  dept: string;
  post: string;
  phones: { number: string; extension: string; label: string }[];
  wechat: string;
  email: string;
  birthday: Birthday | null;
  nativePlace: string;
  family: string;
  hobbies: string;
  relations: string;
  taboos: string;
  note: string;
}

/** Makes people and phone numbers, none of which can be anybody's. */
export class PersonMaker {
  readonly #dice: Dice;
  #phones = 0;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  /** Mobile numbers of the segment 154, which no carrier has been given. */
  mobile(): string {
    this.#phones += 1;
    return `154${String(20_000_000 + this.#phones * 137).padStart(8, '0')}`;
  }

  /** No local number begins with a 1. */
  switchboard(area: string): string {
    this.#phones += 1;
    return `${area}-1${String(200_000 + this.#phones * 7).padStart(7, '0')}`;
  }

  birthday(): Birthday {
    const dice = this.#dice;
    const year = dice.int(1962, 1996);
    const lunar = dice.chance(year < 1980 ? 0.5 : 0.15);
    return {
      calendar: lunar ? 'lunar' : 'solar',
      month: dice.int(1, 12),
      day: dice.int(1, 28),
      leap: false,
      year: dice.chance(0.6) ? year : null,
    };
  }

  make(area: string): DemoContact {
    const dice = this.#dice;
    const gender = dice.chance(0.64) ? 'male' : 'female';
    const [post, dept] = dice.pick(posts);
    const maybe = (share: number, list: readonly string[]) =>
      dice.chance(share) ? dice.pick(list) : '';
    const phones = [{ number: this.mobile(), extension: '', label: '手机' }];
    if (dice.chance(0.22)) {
      const extension = String(dice.int(100, 899));
      phones.push({ number: this.switchboard(area), extension, label: '办公' });
    }
    const name = dice.pick(surnames) + dice.pick(gender === 'male' ? men : women);
    return {
      name,
      gender,
      dept,
      post,
      phones,
      wechat: dice.chance(0.5) ? `demo_wx_${this.#phones}` : '',
      email: dice.chance(0.3) ? `contact${this.#phones}@demo.example` : '',
      birthday: dice.chance(0.42) ? this.birthday() : null,
      nativePlace: maybe(0.25, places),
      family: maybe(0.2, families),
      hobbies: maybe(0.28, hobbies),
      relations: maybe(0.12, relations),
      taboos: maybe(0.12, taboos),
      note: '',
    };
  }
}
