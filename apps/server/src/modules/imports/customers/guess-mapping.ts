import type { ImportTarget } from '@xinhang/shared/import-kinds.ts';
import type { ImportColumn } from '@xinhang/shared/imports.ts';
import { columnWords, sheetWords } from '@xinhang/shared/sheet-words.ts';
import { headerKey, type HeaderScore, type Mapping } from '../headers.ts';

/** Columns of our own exports that say nothing an import may take. */
const ours = [
  'pooled',
  'salesModel',
  'creditLimit',
  'temporaryLimit',
  'temporaryLimitTo',
  'completeness',
  'lastFollowAt',
] as const;

/** Whole headers, in the three languages, beside our own words. */
const known: Readonly<Partial<Record<ImportTarget, string>>> = {
  name: `客户 公司 公司名 公司全称 企业 企业名称 企业全称 单位 单位名称 名称 全称 客户全称 客户名 厂商 厂商名称
    客户公司 公司抬头 厂名 店名 商号 顾客 客戶 公司名稱 公司全名 企業 企業名稱 單位 單位名稱 名稱 客戶名 廠商名稱
    廠商 客戶公司 店號
    name customername company companyname account accountname client clientname organization organisation`,
  shortName: '公司简称 客户简称 公司簡稱 客戶簡稱 abbreviation nickname',
  industry: '所属行业 行业类别 行业分类 行業 所屬行業 行業別 產業別 sector',
  region: `区域 省份 省 省市 国家地区 所在地区 所属地区 大区 國家 国家 區域 省別 縣市 所在地區
    province area territory state country`,
  city: '市 所在城市 所在地市 地市 town',
  address:
    '公司地址 联系地址 详细地址 通讯地址 办公地址 聯絡地址 詳細地址 通訊地址 companyaddress street',
  source: '客户来源 线索来源 渠道 来源渠道 客戶來源 管道 leadsource channel origin',
  stage: '客户阶段 客户状态 状态 跟进状态 客戶階段 客戶狀態 狀態 status leadstatus',
  chanceGrade: `等级 级别 客户等级 客户级别 意向等级 機會 等級 級別 客戶等級 客戶級別
    rating level customergrade class`,
  phone: `公司电话 座机 固话 固定电话 总机 单位电话 办公电话 客户电话 電話號碼 公司電話 總機 市話 客戶電話
    tel telephone companyphone officephone phonenumber mainphone`,
  website: '网址 官网 公司网站 主页 網址 官網 公司網站 url homepage web',
  taxNo: `纳税人识别号 统一社会信用代码 社会信用代码 信用代码 税务登记号 統編 統一編號 稅號 稅籍編號
    taxid taxno vat vatno vatnumber`,
  note: '说明 备注信息 客户备注 其他 註記 說明 備註事項 notes remark remarks comment comments memo description',
  owner: `业务员 所属业务员 销售 销售员 销售代表 销售人员 客户经理 负责业务员 归属人 所属人 所有者 跟单员 业务 客户负责人
    归属销售 所属销售 跟进销售 销售负责人 业务负责人 业务经理 销售经理 區域經理 銷售負責人 業務負責人
    業務員 業務 業務代表 銷售 銷售人員 客戶經理 所屬業務 承辦人 歸屬人
    salesperson salesrep salesrepresentative accountmanager agent salesagent assignedto`,
  tags: '客户标签 标记 客戶標籤 tag labels label',
  externalNo: `编号 编码 单位编号 单位编码 往来单位编号 往来单位编码 單位編號 單位編碼 往來單位編號 客户编码 客户代码 代码 客户号 客户id id 編號 編碼 代碼 客戶代碼 客戶代號 代號
    code customerid customercode customerno accountid no externalno`,
  createdAt: `创建时间 创建日期 建档时间 建档日期 登记日期 录入时间 录入日期 建立時間 建立日期 建檔日期 登記日期
    createdat createddate createdon createdtime datecreated`,
  contactName: `联系人姓名 姓名 联络人 主要联系人 主联系人 对接人 联系人名称 客户姓名 顾客姓名 客戶姓名 聯絡人姓名 聯繫人 連絡人 主要聯絡人 窗口
    contactname contactperson fullname person maincontact`,
  contactDept: '部门 所在部门 部門 所在部門 department dept',
  contactPost:
    '职务 职位 岗位 职称 称谓 職務 職位 職稱 頭銜 position title jobtitle post contacttitle',
  contactPhone: `手机 手机号 手机号码 移动电话 联系电话 联系号码 号码 联系手机 联系人手机 主联系人电话
    手機 手機號碼 行動電話 聯絡電話 聯絡人手機 主要聯絡人電話
    mobile mobilephone cell cellphone contactnumber mobileno mainphonenumber`,
  contactPhone2: `手机2 电话2 备用电话 其他电话 联系电话2 手機2 電話2 備用電話 其他電話 聯絡電話2
    phone2 mobile2 otherphone`,
  contactWechat: '微信 微信号 微信號 wechat wechatid weixin',
  contactEmail: '邮箱 电子邮箱 电子邮件 邮件 email mail emailaddress 電子郵件 電子信箱 信箱 郵箱',
  contactBirthday: '生日 出生日期 出生年月 birthday birthdate dateofbirth dob',
  contactNote: '联系人说明 聯絡人說明 contactnotes',
  followUpAt: `跟进日期 拜访时间 拜访日期 联系时间 联系日期 沟通时间 跟進日期 拜訪時間 拜訪日期 聯絡日期
    followupdate activitydate visitdate`,
  followUpAuthor: '跟进人员 跟进者 拜访人 记录人 跟進人員 拜訪人 記錄人 followupby',
  followUpText: `跟进记录 跟进情况 拜访记录 沟通记录 联系记录 沟通内容 跟進紀錄 跟進記錄 拜訪紀錄 聯絡紀錄 洽談內容
    followup followupnotes activity visitnotes`,
  nextFollowOn: `下次跟进时间 下次跟进日期 下次联系时间 下次联系日期 计划联系时间 下次跟進時間 下次跟進日期 下次聯絡日期
    nextfollowupdate nextfollowupon nextcontact nextcontactdate`,
};

/** Parts of longer headers, the more telling first. */
const telling: readonly [RegExp, ImportTarget][] = [
  [/下次.*(跟进|跟進|联系|聯絡)|nextfollow/, 'nextFollowOn'],
  [/生日|birth/, 'contactBirthday'],
  [/微信|wechat/, 'contactWechat'],
  [/邮箱|信箱|郵件|邮件|email/, 'contactEmail'],
  [/(税|稅)号|(税|稅)號|信用代码|信用代碼|識別號|识别号/, 'taxNo'],
  [/(公司|企业|企業|单位|單位|客户|客戶)(名|全)/, 'name'],
  [
    /^(工厂|工廠|厂家|廠家|商户|商戶|门店|門市|店铺|店舖|经销商|經銷商|代理商|供应商|供應商|学校|學校|医院|醫院|机构|機構)(名|全|$)/,
    'name',
  ],
  [/手机|手機|行動電話|移动电话|mobile/, 'contactPhone'],
  [/(联系|联络|聯絡|聯繫)方式/, 'contactPhone'],
  [/电话|電話|phone|座机|固话|总机|總機|市話/, 'phone'],
  [/地址|address/, 'address'],
  [/行业|產業|行業|industry/, 'industry'],
  [/业务员|業務員|salesperson/, 'owner'],
  [/备注|備註|remark/, 'note'],
  [/来源|來源|渠道/, 'source'],
  [/联系人|聯絡人|聯繫人/, 'contactName'],
];

/** Headers of phones that are surely the company's, whoever stands beside them. */
const switchboard =
  /公司|企业|企業|单位|單位|客户|客戶|办公|辦公|总机|總機|座机|固话|固定|市话|市話|company|customer|office|main|fixed|landline|switchboard/;
/** Headers of a person who runs a customer; a bare `负责人` may also be one of our own people. */
const boss =
  /^(?:公司|企业|企業|单位|單位|店|)(?:负责人|負責人|老板|老闆|联络窗口)$|^法(?:人|人代表|定代表人)$/;
/** Headers that name a customer where nothing else does: lists of people. */
const person = new Set(['姓名', '客户姓名', '客戶姓名', '顾客姓名']);
const second =
  /^(?:联系人|聯絡人|聯繫人)(?:姓名)?(?:2|二|b)$|^第二(?:联系人|聯絡人|聯繫人)|^contact(?:name|person)?2$/;

const words = new Map<string, ImportTarget | null>();
for (const key of ours)
  for (const word of Object.values(columnWords[key])) words.set(headerKey(word), null);
for (const word of Object.values(sheetWords.reason)) words.set(headerKey(word), null);
for (const [target, list] of Object.entries(known)) {
  for (const word of list.split(/\s+/)) words.set(word, target as ImportTarget);
  for (const word of Object.values(columnWords[target as ImportTarget])) {
    words.set(headerKey(word), target as ImportTarget);
  }
}

/** A field of the administrator, found by the name it has on the screens. */
export interface FieldLabel {
  key: string;
  label: string;
}

/** What the rows below the headers say of a doubtful column. */
export interface Looks {
  /** The first rows. */
  sample: readonly (readonly string[])[];
  /** Whether a text names somebody of the company that imports. */
  colleague: (text: string) => boolean;
}

/** What each column seems to be. A target is given once; of repeated headers the first counts. */
export function guessMapping(
  header: readonly string[],
  fields: readonly FieldLabel[] = [],
  looks?: Looks,
): Mapping {
  const keys = header.map(headerKey);
  const labels = new Map(fields.map((field) => [headerKey(field.label), field.key]));
  const taken = new Set<ImportColumn>();
  const guessed = keys.map((key): ImportColumn | null => {
    const custom = labels.get(key);
    const found: ImportColumn | null | undefined =
      custom === undefined
        ? words.has(key)
          ? words.get(key)
          : telling.find(([part]) => part.test(key))?.[1]
        : `custom:${custom}`;
    const free = found === 'contactPhone' && taken.has(found) ? 'contactPhone2' : (found ?? null);
    if (free === null || taken.has(free)) return null;
    taken.add(free);
    return free;
  });
  placeNames(guessed, keys, looks);
  placePhones(guessed, keys);
  return guessed;
}

/**
 * How much a row looks like headers: every cell that tells what its column is, and twice for a
 * whole word that is known; data hold parts of such words as well (`华东电话机厂`).
 */
export function headerScore(cells: readonly string[]): HeaderScore {
  const told = guessMapping(cells).filter((target) => target !== null).length;
  const whole = cells.filter((cell) => cell !== '' && words.get(headerKey(cell))).length;
  return { score: told + Math.min(whole, told), words: whole };
}

/** A list of people alone is one of customers; whoever runs a customer is its contact. */
function placeNames(guessed: Mapping, keys: readonly string[], looks: Looks | undefined): void {
  const named = guessed.indexOf('contactName');
  if (named >= 0 && !guessed.includes('name') && person.has(keys[named]!)) guessed[named] = 'name';
  if (guessed.includes('contactName') || !guessed.includes('name')) return;
  const owner = guessed.indexOf('owner');
  const at = keys.findIndex(
    (key, column) => boss.test(key) && (column !== owner || strangers(column, looks)),
  );
  if (at >= 0) guessed[at] = 'contactName';
}

/** Whether names stand in a column, and none of them is that of a colleague. */
function strangers(column: number, looks: Looks | undefined): boolean {
  const names = (looks?.sample ?? []).map((row) => row[column] ?? '').filter(Boolean);
  return names.length > 0 && !names.some((name) => looks!.colleague(name));
}

/**
 * Phones of people whom the file does not name are the company's. Where it names them and has one
 * kind of phone alone, they are called by it, unless its header says that it is the company's.
 */
function placePhones(guessed: Mapping, keys: readonly string[]): void {
  const [own, direct, other] = (['phone', 'contactPhone', 'contactPhone2'] as const).map((target) =>
    guessed.indexOf(target),
  ) as [number, number, number];
  // The second phone is that of a second person, for whom a row has no place.
  if (other >= 0 && keys.some((key) => second.test(key))) guessed[other] = null;
  if (guessed.includes('contactName')) {
    if (own >= 0 && direct < 0 && !switchboard.test(keys[own]!)) guessed[own] = 'contactPhone';
    return;
  }
  // A further one is kept with it.
  if (own < 0 && direct >= 0) guessed[direct] = 'phone';
}
