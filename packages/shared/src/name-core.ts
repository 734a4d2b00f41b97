import { foldHan } from './han-fold.ts';
import { isRegion, regionLength } from './region-names.ts';
import { nameWords } from './text-keys.ts';

const han = /[\u3400-\u9fff]/u;
const bracketed = /[([{<〔【〖《「『]\s*([^)\]}>〕】〗》」』]*?)\s*[)\]}>〕】〗》」』]/gu;
const branch =
  /(?:第?[一二三四五六七八九十\d]+)?(?:分公司|子公司|总公司|办事处|代表处|营业部|事业部|分店|门店|总店|分厂|分行|总部)$/u;
const lastCompany = /^(.+(?:公司|集团))([\u4e00-\u9fff]{2,8})$/u;
const district = /^[\u4e00-\u9fff]{2}(?<![城都门夜股超社小园片])[区县](?=[\u4e00-\u9fff]{2})/u;

/** Two characters and 区 or 县. */
const DISTRICT = 3;

/** What a firm does, or that it is one: without a word of its own before it, it names nobody. */
const generic = new Set(
  `科技 科学 技术 信息 网络 软件 电子 电器 电气 电力 通信 通讯 智能 数字 数码 自动化 机电 机械 设备
  仪器 仪表 器材 工程 建设 建筑 建材 装饰 装修 装潢 设计 安装 劳务 物业 置业 地产 房地产 房产 开发 投资
  控股 实业 产业 工业 企业 发展 管理 咨询 顾问 服务 贸易 商贸 经贸 外贸 进出口 国际 商业 商务 供应链 物流
  货运 运输 快递 汽车 汽配 配件 零部件 五金 模具 塑料 塑胶 橡胶 化工 材料 新材料 能源 新能源 环保 环境
  生物 医药 药业 制药 医疗 器械 医疗器械 健康 食品 饮料 餐饮 酒店 酒业 农业 农牧 牧业 渔业 林业 园林 绿化
  服装 服饰 纺织 家具 家居 家电 用品 办公 印刷 包装 纸业 广告 传媒 文化 传播 文化传播 文化传媒 影视 影业
  娱乐 体育 教育 培训 旅游 旅行社 金融 保险 证券 基金 资本 资产 租赁 担保 制造 加工 生产 销售 商店 商行
  商场 超市 百货 经营部 工厂 厂 店 行 社 部 中心 工作室 事务所 研究院 研究所 系统 平台 集成 电商 电子商务
  数据 云 股份 集团 公司 有限`.split(/\s+/),
);

/** Shorter ones would meet every second name. */
const SAME = { han: 3, own: 2, latin: 5 };
const BEGINS = { han: 4, own: 2, wholly: 3, latin: 6 };
const MOST_BEGINNINGS = 24;

/**
 * What is left of a company's name without its region, its branch and its legal form:
 * 深圳市华瑞科技有限公司北京分公司 is 华瑞科技. Empty where nothing is left that names a firm.
 */
export function nameCore(name: string): string {
  const plain = foldHan(name.normalize('NFKC').toLowerCase());
  const open = plain.replace(bracketed, (whole, inside: string) =>
    isRegion(inside) ? ' ' : whole,
  );
  const core = withoutRegion(withoutBranch(nameWords(open)));
  return longEnough(core, SAME) ? core : '';
}

/**
 * The cores that begin this one and are long enough to mean the same firm: 比亚迪 begins
 * 比亚迪汽车. The core itself is not among them.
 */
export function coreBeginnings(core: string): string[] {
  const letters = Array.from(core).slice(0, MOST_BEGINNINGS + 1);
  const found: string[] = [];
  for (let length = 1; length < letters.length; length++) {
    const beginning = letters.slice(0, length).join('').trimEnd();
    if (endsAWord(beginning, core) && mayBegin(beginning)) found.push(beginning);
  }
  return [...new Set(found)];
}

/** Whether longer names that begin with this core are likely the same firm. */
export function mayBegin(core: string): boolean {
  return longEnough(core, BEGINS);
}

/** Whether a beginning stops where a word does; Chinese characters are words of their own. */
export function endsAWord(beginning: string, whole: string): boolean {
  const next = whole.slice(beginning.length);
  return next === '' || !(/[\p{L}\p{N}]$/u.test(beginning) && /^[a-z0-9]/u.test(next));
}

interface Limits {
  /** Chinese characters in all, and of them those that are no word of a trade. */
  han: number;
  own: number;
  /** Characters that are enough where all of them are the firm's own. */
  wholly?: number;
  /** Letters and digits of a name without Chinese. */
  latin: number;
}

function longEnough(core: string, limits: Limits): boolean {
  const letters = core.replaceAll(' ', '').length;
  if (!han.test(core)) return letters >= limits.latin;
  const own = ownWord(core).replaceAll(' ', '').length;
  return (
    (letters >= limits.han && own >= limits.own) ||
    (limits.wholly !== undefined && own >= limits.wholly)
  );
}

/** A core without the trades at its end: 华瑞 of 华瑞电子科技. */
function ownWord(core: string): string {
  for (let word = core; ;) {
    const length = [4, 3, 2, 1].find((some) => generic.has(word.slice(-some)));
    if (length === undefined) return word;
    word = word.slice(0, -length).trimEnd();
  }
}

/** Without 深圳分公司 at the end: what stands behind the company that it is a branch of. */
function withoutBranch(words: string): string {
  const main = words.replace(branch, '').trim();
  if (main === words || main === '') return words;
  const [, company, place] = lastCompany.exec(main) ?? [];
  return nameWords(company !== undefined && place !== undefined ? company : main);
}

function withoutRegion(words: string): string {
  let rest = words;
  for (let times = 0; times < 3; times++) {
    const length = (times > 0 && district.test(rest) && DISTRICT) || regionLength(rest);
    if (length === 0) return rest;
    const shorter = rest.slice(length).trim();
    if (Array.from(shorter).length < 2) return rest;
    rest = shorter;
  }
  return rest;
}
