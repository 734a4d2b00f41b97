import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Dice } from './random.ts';

/** Real company short names, one a line, where they lie beside the project. */
const LIST = join(import.meta.dirname, '../../../shared/data/names/company_short_names.txt');
const MADE_UP = 50_000;

const firsts = Array.from(
  '华瑞金鼎恒信达盛泰和鑫隆顺通兴旺福安康宁博远天宇海航腾飞龙凤祥云锦绣东方新星',
);
const seconds = Array.from('瑞通达信诚德业创源丰茂盈昌隆泰宏图展翔飞宇杰豪英美佳丽雅洁净清泉');
const cities = Array.from('深圳 上海 北京 广州 苏州 杭州 宁波 东莞 佛山 成都 重庆 武汉'.split(' '));
const trades = Array.from(
  '科技 科技 科技 贸易 贸易 电子 机械 五金 塑胶 包装 物流 建材 食品 医疗器械 自动化设备'.split(' '),
);
const surnames = Array.from(
  '王王王王李李李李张张张刘刘陈陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐',
);
const given = Array.from(
  '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华文玉建国志海燕春梅晓东红',
);

export interface Names {
  /** Says where the names come from. */
  readonly source: string;
  readonly shorts: readonly string[];
}

export function loadNames(): Names {
  if (existsSync(LIST)) {
    const shorts = readFileSync(LIST, 'utf8').split('\n').filter(Boolean);
    return { source: `${shorts.length} real short names`, shorts };
  }
  const dice = new Dice(7);
  const letters = () =>
    dice.pick(firsts) + dice.pick(seconds) + (dice.chance(0.4) ? dice.pick(seconds) : '');
  const shorts = Array.from({ length: MADE_UP }, letters);
  return { source: `${MADE_UP} made-up short names, because ${LIST} is absent`, shorts };
}

export function companyName(dice: Dice, short: string): { name: string; city: string } {
  const city = dice.pick(cities);
  const place = dice.chance(0.6) ? `${city}${dice.chance(0.5) ? '市' : ''}` : '';
  return { city, name: `${place}${short}${dice.pick(trades)}有限公司` };
}

export function personName(dice: Dice): string {
  return dice.pick(surnames) + dice.pick(given) + (dice.chance(0.6) ? dice.pick(given) : '');
}

export function mobile(dice: Dice): string {
  return `1${dice.pick(['38', '39', '35', '86', '58', '77'])}${dice.digits(8)}`;
}
