import type { Dice } from './dice.ts';

const letters = (text: string) => Array.from(text);
const first = letters(
  '恒宏鑫华瑞博泰安金海天正永盛联德科凯明东鼎嘉力万新亿信远三伟振兴迈奥佳聚飞腾顺同',
);
const second = letters('达泰源通诚隆昌丰晟润驰翔阳康利拓锐宇峰邦辉特创美尔能越图朗捷亚川和益程云');

/** What a company makes, with the industry as the company's own words call it. */
const trades: readonly [word: string, industry: string][] = [
  ['精密机械', '机械设备'],
  ['机械制造', '机械设备'],
  ['自动化设备', '机械设备'],
  ['智能装备', '机械设备'],
  ['数控机床', '机械设备'],
  ['注塑机械', '机械设备'],
  ['电子科技', '电子电器'],
  ['电器', '电子电器'],
  ['光电', '电子电器'],
  ['半导体设备', '电子电器'],
  ['汽车零部件', '汽车及零部件'],
  ['车灯', '汽车及零部件'],
  ['新能源汽车配件', '汽车及零部件'],
  ['化工', '化工材料'],
  ['新材料', '化工材料'],
  ['五金制品', '五金建材'],
  ['建材', '五金建材'],
  ['建设工程', '建筑工程'],
  ['医疗器械', '医药与医疗器械'],
  ['生物制药', '医药与医疗器械'],
  ['食品', '食品饮料'],
  ['饮料', '食品饮料'],
  ['纺织', '纺织服装'],
  ['印染', '纺织服装'],
  ['包装', '包装印刷'],
  ['印刷', '包装印刷'],
  ['电力设备', '能源电力'],
  ['新能源', '能源电力'],
  ['软件', '软件与信息服务'],
  ['物流设备', '物流运输'],
  ['仓储设备', '物流运输'],
  ['贸易', '批发零售'],
];

const forms = ['有限公司', '有限公司', '有限公司', '有限公司', '股份有限公司', '有限责任公司'];

const streets = ['工业园', '科技园', '经济开发区', '高新区', '产业园', '创新园'];
const roads = [
  '兴业路',
  '创业大道',
  '工业大道',
  '振兴路',
  '科创路',
  '园区二路',
  '迎宾路',
  '滨河路',
];

export interface DemoCompany {
  name: string;
  shortName: string;
  industry: string;
  city: string;
  address: string;
  website: string;
}

/** Makes companies of different names; real ones of the same name are met by chance alone. */
export class CompanyMaker {
  readonly #dice: Dice;
  readonly #used = new Set<string>();

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  #brand(): string {
    for (;;) {
      const brand = this.#dice.pick(first) + this.#dice.pick(second);
      if (this.#used.has(brand)) continue;
      this.#used.add(brand);
      return brand;
    }
  }

  make(city: string): DemoCompany {
    const dice = this.#dice;
    const brand = this.#brand();
    const [word, industry] = dice.pick(trades);
    const name = dice.chance(0.06)
      ? `${brand}${word}(${city})${dice.pick(forms)}`
      : `${city}${brand}${word}${dice.pick(forms)}`;
    const district = `${dice.pick(streets)}${dice.pick(roads)}${dice.int(1, 399)}号`;
    return {
      name,
      shortName: dice.chance(0.7) ? brand : '',
      industry,
      city,
      address: dice.chance(0.8) ? `${city}市${district}` : '',
      // .example is reserved: a demo must not lead to anybody's page.
      website: dice.chance(0.35) ? `https://www.demo${this.#used.size}.example` : '',
    };
  }

  /** A daughter company in another place, under the brand of its mother. */
  daughter(mother: DemoCompany, city: string): DemoCompany {
    const name = mother.name.replaceAll(mother.city, city);
    const address = `${city}市${this.#dice.pick(streets)}${this.#dice.pick(roads)}${this.#dice.int(1, 399)}号`;
    return { ...mother, name, city, address, website: '' };
  }
}
