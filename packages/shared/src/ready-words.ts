import type { Language } from './auth.ts';
import { readyRoles } from './ready-roles.ts';
import type { dictKinds } from './settings.ts';

type Kind = (typeof dictKinds)[number];
type Word = readonly [cn: string, tw: string, en: string];

/**
 * Words that a new company starts with; it adds its own and switches off what it does not use.
 * The first of each is what rows hold; the others are how it is read in another language.
 */
export const readyWords: Readonly<Record<Kind, readonly Word[]>> = {
  industry: [
    ['机械设备', '機械設備', 'Machinery'],
    ['电子电器', '電子電器', 'Electronics'],
    ['汽车及零部件', '汽車及零組件', 'Vehicles and parts'],
    ['化工材料', '化工材料', 'Chemicals'],
    ['五金建材', '五金建材', 'Hardware and building materials'],
    ['建筑工程', '建築工程', 'Construction'],
    ['医药与医疗器械', '醫藥與醫療器材', 'Medicine and medical devices'],
    ['食品饮料', '食品飲料', 'Food and drink'],
    ['纺织服装', '紡織服裝', 'Textiles and clothing'],
    ['包装印刷', '包裝印刷', 'Packaging and printing'],
    ['能源电力', '能源電力', 'Energy'],
    ['软件与信息服务', '軟體與資訊服務', 'Software and IT services'],
    ['物流运输', '物流運輸', 'Logistics'],
    ['批发零售', '批發零售', 'Wholesale and retail'],
    ['教育科研', '教育科研', 'Education and research'],
    ['政府与事业单位', '政府與公共機構', 'Government and public bodies'],
    ['金融', '金融', 'Finance'],
    ['其他', '其他', 'Other'],
  ],
  region: [
    ['华东', '華東', 'East China'],
    ['华南', '華南', 'South China'],
    ['华中', '華中', 'Central China'],
    ['华北', '華北', 'North China'],
    ['东北', '東北', 'Northeast China'],
    ['西南', '西南', 'Southwest China'],
    ['西北', '西北', 'Northwest China'],
    ['港澳台', '港澳台', 'Hong Kong, Macau, Taiwan'],
    ['海外', '海外', 'Overseas'],
  ],
  source: [
    ['客户介绍', '客戶介紹', 'Customer referral'],
    ['电话开发', '電話開發', 'Cold call'],
    ['上门拜访', '登門拜訪', 'Visit'],
    ['展会', '展會', 'Trade fair'],
    ['网络推广', '網路推廣', 'Online advertising'],
    ['官网咨询', '官網諮詢', 'Website inquiry'],
    ['招投标', '招投標', 'Tender'],
    ['合作伙伴', '合作夥伴', 'Partner'],
    ['公司分配', '公司分配', 'Assigned by the company'],
    ['其他', '其他', 'Other'],
  ],
};

const read: Record<Language, 0 | 1 | 2> = { 'zh-CN': 0, 'zh-TW': 1, en: 2 };
const known = new Map(
  Object.entries(readyWords).flatMap(([kind, words]) =>
    words.map((word) => [`${kind} ${word[0]}`, word] as const),
  ),
);
const roleNames = new Map(readyRoles.map(({ name }) => [name['zh-CN'], name]));

/** A word of the company as this language says it: a ready one translated, its own as it is. */
export function shownWord(kind: Kind, label: string, language: Language): string {
  return known.get(`${kind} ${label}`)?.[read[language]] ?? label;
}

/** The name of a role as this language says it, while it is the one that it came with. */
export function shownRole(name: string, language: Language): string {
  return roleNames.get(name)?.[language] ?? name;
}
