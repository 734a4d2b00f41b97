import type { Language } from './auth.ts';
import type { ExportColumn } from './customer-work.ts';
import { productColumnWords, productReasonWords, productsTitle } from './catalog-words.ts';
import { factColumnWords, factReasonWords } from './fact-words.ts';
import type { ImportKindName, ImportTarget } from './import-kinds.ts';
import type { CustomerReason, ImportReason } from './imports.ts';
import { openingColumnWords, openingReasonWords } from './opening-words.ts';
import { tradeColumnWords, tradeReasonWords } from './trade-import-words.ts';
import { in3, type Words } from './words.ts';

/** Headers of a list of recipients, and what the sheet is called. */
export const messageWords = {
  address: in3('号码或邮箱', '號碼或電子郵件', 'Number or address'),
  text: in3('内容', '內容', 'Text'),
  list: in3('群发名单', '群發名單', 'Recipients'),
} as const;

/**
 * Words that stand in files which the server writes and reads: headers, stages, reasons. Screens
 * take them from here too, so that a file and the screen say the same.
 */
export const columnWords: Readonly<Record<ImportTarget | ExportColumn, Words>> = {
  name: in3('客户名称', '客戶名稱', 'Customer'),
  shortName: in3('简称', '簡稱', 'Short name'),
  industry: in3('行业', '產業', 'Industry'),
  region: in3('地区', '地區', 'Region'),
  city: in3('城市', '城市', 'City'),
  address: in3('地址', '地址', 'Address'),
  source: in3('来源', '來源', 'Source'),
  stage: in3('阶段', '階段', 'Stage'),
  chanceGrade: in3('机会等级', '機會等級', 'Grade'),
  valueGrade: in3('价值等级', '價值等級', 'Value grade'),
  phone: in3('电话', '電話', 'Phone'),
  website: in3('网站', '網站', 'Website'),
  taxNo: in3('税号', '統一編號', 'Tax number'),
  note: in3('备注', '備註', 'Note'),
  owner: in3('负责人', '負責人', 'Owner'),
  tags: in3('标签', '標籤', 'Tags'),
  externalNo: in3('客户编号', '客戶編號', 'Customer number'),
  createdAt: in3('登记时间', '登記時間', 'Created'),
  contactName: in3('联系人', '聯絡人', 'Contact'),
  contactDept: in3('联系人部门', '聯絡人部門', 'Contact department'),
  contactPost: in3('联系人职务', '聯絡人職稱', 'Contact position'),
  contactPhone: in3('联系人电话', '聯絡人電話', 'Contact phone'),
  contactPhone2: in3('联系人电话2', '聯絡人電話2', 'Contact phone 2'),
  contactWechat: in3('联系人微信', '聯絡人微信', 'Contact WeChat'),
  contactEmail: in3('联系人邮箱', '聯絡人電子郵件', 'Contact e-mail'),
  contactBirthday: in3('联系人生日', '聯絡人生日', 'Contact birthday'),
  contactNote: in3('联系人备注', '聯絡人備註', 'Contact note'),
  followUpAt: in3('跟进时间', '跟進時間', 'Follow-up time'),
  followUpAuthor: in3('跟进人', '跟進人', 'Follow-up author'),
  followUpText: in3('跟进内容', '跟進內容', 'Follow-up text'),
  nextFollowOn: in3('下次跟进', '下次跟進', 'Next follow-up'),
  pooled: in3('公海', '公海', 'In the pool'),
  mainContact: in3('主联系人', '主要聯絡人', 'Main contact'),
  mainPhone: in3('主联系人电话', '主要聯絡人電話', 'Main contact phone'),
  salesModel: in3('销售模式', '銷售模式', 'Sales model'),
  creditLimit: in3('信用额度', '信用額度', 'Credit limit'),
  temporaryLimit: in3('临时额度', '臨時額度', 'Temporary limit'),
  temporaryLimitTo: in3('临时额度到', '臨時額度到', 'Temporary limit until'),
  completeness: in3('资料完整度', '資料完整度', 'Completeness'),
  stageSince: in3('进入本阶段', '進入本階段', 'In this stage since'),
  lastFollowAt: in3('上次跟进', '上次跟進', 'Last follow-up'),
};

export const stageWords: Readonly<Record<string, Words>> = {
  potential: in3('潜在', '潛在', 'Potential'),
  intent: in3('有意向', '有意願', 'Interested'),
  dealing: in3('成交', '成交', 'Dealing'),
  sleeping: in3('沉睡', '沉睡', 'Sleeping'),
  lost: in3('流失', '流失', 'Lost'),
  no_interest: in3('无意向', '無意願', 'Not interested'),
};

export const modelWords: Readonly<Record<string, Words>> = {
  dev: in3('开发型', '開發型', 'Development'),
  retain: in3('维护型', '維護型', 'Retention'),
  project: in3('项目型', '專案型', 'Project'),
};

export const sheetWords = {
  yes: in3('是', '是', 'Yes'),
  no: in3('否', '否', 'No'),
  rowNo: in3('行号', '列號', 'Row'),
  /** Header of the reasons in an error file; a file that is dropped in again may keep it. */
  reason: in3('未导入原因', '未匯入原因', 'Why left out'),
  customers: in3('客户', '客戶', 'Customers'),
  template: in3('导入模板', '匯入範本', 'Import template'),
  /** Stands in place of a value that the reader may not see. */
  hidden: in3('无权查看', '無權檢視', 'Not shown to you'),
  unlimited: in3('不限', '不限', 'Unlimited'),
} as const satisfies Record<string, Words>;

/** What is imported. */
export const importKindWords: Readonly<Record<ImportKindName, Words>> = {
  customers: sheetWords.customers,
  products: productsTitle,
  suppliers: in3('供应商', '供應商', 'Suppliers'),
  supplierPrices: in3('采购价', '採購價', 'Supplier prices'),
  prices: in3('销售价', '銷售價', 'Sales prices'),
  openingStock: in3('期初库存', '期初庫存', 'Opening stock'),
  openingReceivables: in3('期初应收', '期初應收', 'Opening receivables'),
  openingPayables: in3('期初应付', '期初應付', 'Opening payables'),
  openingBillsReceived: in3('期初应收票据', '期初應收票據', 'Opening bills received'),
  openingBillsIssued: in3('期初应付票据', '期初應付票據', 'Opening bills issued'),
  openingCash: in3('期初资金', '期初資金', 'Opening cash'),
  openingOrders: in3('未交订单', '未交訂單', 'Undelivered orders'),
  openingPurchases: in3('期初未到采购订单', '期初未到採購訂單', 'Purchase orders on their way'),
  salesFacts: in3('历史销售', '歷史銷售', 'Past sales'),
};

/** `{name}` stands for a parameter of the row. */
const customerReasonWords: Readonly<Record<CustomerReason, Words>> = {
  new: in3('新客户', '新客戶', 'New customer'),
  'new-without-owner': in3(
    '新客户；没有负责人“{value}”',
    '新客戶；找不到負責人「{value}」',
    'New customer; there is no owner "{value}"',
  ),
  'industry-like': in3(
    '行业“{value}”照写，公司的列表里是“{like}”',
    '產業「{value}」照寫，公司的清單裡是「{like}」',
    'The industry "{value}" is taken as it stands; the list has "{like}"',
  ),
  'similar-name': in3(
    '与已有客户名称相似：{name}（{owner}）',
    '與已有客戶名稱相似：{name}（{owner}）',
    'Likely the same name as {name} ({owner})',
  ),
  'similar-in-file': in3(
    '与文件第 {row} 行名称相似',
    '與檔案第 {row} 列名稱相似',
    'Likely the same name as row {row} of the file',
  ),
  'new-contact': in3('新联系人', '新聯絡人', 'New contact'),
  'new-contact-alone': in3(
    '新联系人；本行的公司资料未采用，以第 {row} 行为准',
    '新聯絡人；本列的公司資料未採用，以第 {row} 列為準',
    'New contact; what this row says of the company is not used, row {row} holds',
  ),
  'imported-before': in3('这一行以前已导入', '這一列先前已匯入', 'Imported before'),
  'nothing-new': in3('没有新内容', '沒有新內容', 'Nothing new'),
  'duplicate-name': in3(
    '已有同名客户：{name}（{owner}）',
    '已有同名客戶：{name}（{owner}）',
    'There is a customer of that name: {name} ({owner})',
  ),
  'duplicate-phone': in3(
    '已有相同电话的客户：{name}（{owner}）',
    '已有相同電話的客戶：{name}（{owner}）',
    'There is a customer with that phone: {name} ({owner})',
  ),
  'duplicate-tax-no': in3(
    '已有相同税号的客户：{name}（{owner}）',
    '已有相同統一編號的客戶：{name}（{owner}）',
    'There is a customer with that tax number: {name} ({owner})',
  ),
  'duplicate-external-no': in3(
    '已有相同编号的客户：{name}（{owner}）',
    '已有相同編號的客戶：{name}（{owner}）',
    'There is a customer with that number: {name} ({owner})',
  ),
  'duplicate-in-file': in3(
    '与文件第 {row} 行重复',
    '與檔案第 {row} 列重複',
    'Repeats row {row} of the file',
  ),
  'empty-row': in3('空行，已忽略', '空白列，已略過', 'An empty row, left out'),
  'total-row': in3('合计行，已忽略', '合計列，已略過', 'A row of sums, left out'),
  'zero-row': in3(
    '余额或数量为 0，没有要导入的，已忽略',
    '餘額或數量為 0，沒有要匯入的，已略過',
    'A balance or quantity of 0, left out',
  ),
  'quote-open': in3(
    '引号不成对：文本第 {line} 行的引号没有结束',
    '引號不成對：文字第 {line} 行的引號沒有結束',
    'A quote on line {line} of the text is never closed',
  ),
  'bytes-broken': in3(
    '文本第 {line} 行有损坏的文字',
    '文字第 {line} 行有損壞的字元',
    'Line {line} of the text has broken characters',
  ),
  'cells-too-many': in3(
    '有 {count} 格，列名只有 {max} 列：带逗号的内容要加引号',
    '有 {count} 格，欄名只有 {max} 欄：含逗號的內容要加引號',
    'Has {count} cells under {max} headers: text with commas needs quotes',
  ),
  'cell-without-header': in3(
    '第 {column} 列没有列名，未采用：{value}',
    '第 {column} 欄沒有欄名，未採用：{value}',
    'Column {column} has no header and is not used: {value}',
  ),
  'name-missing': in3('缺少客户名称', '缺少客戶名稱', 'The customer has no name'),
  'contact-name-missing': in3('联系人缺少姓名', '聯絡人缺少姓名', 'The contact has no name'),
  'follow-up-date-missing': in3(
    '跟进记录缺少时间',
    '跟進紀錄缺少時間',
    'The follow-up has no time',
  ),
  'follow-up-text-missing': in3(
    '跟进记录缺少内容',
    '跟進紀錄缺少內容',
    'The follow-up has no text',
  ),
  'too-long': in3(
    '{field}超过 {max} 个字',
    '{field}超過 {max} 個字',
    '{field} is longer than {max} characters',
  ),
  'phone-unreadable': in3(
    '{field}不是电话号码：{value}',
    '{field}不是電話號碼：{value}',
    '{field} is no phone number: {value}',
  ),
  'email-unreadable': in3(
    '{field}不是邮箱地址：{value}',
    '{field}不是電子信箱：{value}',
    '{field} is no e-mail address: {value}',
  ),
  'website-unreadable': in3(
    '{field}不是网址：{value}',
    '{field}不是網址：{value}',
    '{field} is no web address: {value}',
  ),
  'phone-rounded': in3(
    '{field}已被表格软件舍去数字：{value}',
    '{field}已被試算表軟體捨去數字：{value}',
    '{field} lost digits in a spreadsheet: {value}',
  ),
  'date-unreadable': in3(
    '{field}不是日期：{value}',
    '{field}不是日期：{value}',
    '{field} is no date: {value}',
  ),
  'date-in-future': in3(
    '{field}在将来：{value}',
    '{field}在未來：{value}',
    '{field} is in the future: {value}',
  ),
  'stage-unknown': in3('没有阶段“{value}”', '沒有階段「{value}」', 'There is no stage "{value}"'),
  'grade-unknown': in3('没有等级“{value}”', '沒有等級「{value}」', 'There is no grade "{value}"'),
  'owner-ambiguous': in3(
    '负责人“{value}”不止一人，请写登录名',
    '負責人「{value}」不止一人，請填登入帳號',
    'Several people are called "{value}"; give the login',
  ),
  'owner-out-of-reach': in3(
    '您不能把客户交给“{value}”',
    '您不能將客戶交給「{value}」',
    'You may not give customers to "{value}"',
  ),
  'owner-sees-no-customers': in3(
    '“{value}”的角色看不到客户，不能负责客户',
    '「{value}」的角色看不到客戶，不能負責客戶',
    'No role of "{value}" sees customers, so they can own none',
  ),
  'author-unknown': in3(
    '没有跟进人“{value}”',
    '找不到跟進人「{value}」',
    'There is nobody called "{value}" to have followed up',
  ),
  'author-ambiguous': in3(
    '跟进人“{value}”不止一人，请写登录名',
    '跟進人「{value}」不止一人，請填登入帳號',
    'Several authors are called "{value}"; give the login',
  ),
  'author-out-of-reach': in3(
    '您不能以“{value}”的名义导入跟进',
    '您不能以「{value}」的名義匯入跟進',
    'You may not import follow-ups of "{value}"',
  ),
  'tag-unknown': in3('没有标签“{value}”', '沒有標籤「{value}」', 'There is no tag "{value}"'),
  'custom-refused': in3(
    '{field}不接受：{value}',
    '{field}不接受：{value}',
    '{field} does not take {value}',
  ),
  'custom-missing': in3('缺少必填的{field}', '缺少必填的{field}', '{field} is required'),
  'customer-above-left-out': in3(
    '上方的客户（第 {row} 行）未导入',
    '上方的客戶（第 {row} 列）未匯入',
    'The customer above (row {row}) was left out',
  ),
  undone: in3('已撤销', '已復原', 'Taken back'),
  'worked-on-since': in3(
    '导入后已有人处理，保留',
    '匯入後已有人處理，保留',
    'Worked on since, kept',
  ),
};

export const reasonWords: Readonly<Record<ImportReason, Words>> = {
  ...customerReasonWords,
  ...productReasonWords,
  ...tradeReasonWords,
  ...openingReasonWords,
  ...factReasonWords,
};

/** Every column of a file that comes in, whatever its kind. */
const fieldWords: Readonly<Record<string, Words>> = {
  ...columnWords,
  ...productColumnWords,
  ...tradeColumnWords,
  ...openingColumnWords,
  ...factColumnWords,
};

/** The header of a column; one of the company's own stands for itself. */
export const columnText = (column: string, language: Language): string =>
  fieldWords[column]?.[language] ?? column;

/** Stands for a value that is kept from the reader, as the administrator's. */
const WITHHELD = '…';
/** A withheld value at the end says nothing: the colon before it goes too. */
const WITHHELD_END = /\s*[：:]\s*…(?:\s*[（(]…[）)])?$/;

const between: Words = in3('；', '；', '; ');
const listed: Words = in3('、', '、', ', ');

/**
 * The reasons of a row in a language, their parameters filled in; a `field` is named by its header.
 * `also` in the parameters holds further reasons.
 */
export function reasonText(
  code: string,
  params: Readonly<Record<string, unknown>>,
  language: Language,
): string {
  const others = Array.isArray(params['also']) ? (params['also'] as FurtherReason[]) : [];
  return [{ code, params }, ...others]
    .map((one) => oneReason(one, language))
    .join(between[language]);
}

interface FurtherReason {
  code: string;
  params: Readonly<Record<string, unknown>>;
}

function oneReason({ code, params }: FurtherReason, language: Language): string {
  const words = Object.hasOwn(reasonWords, code) ? reasonWords[code as ImportReason] : null;
  if (!words) return code;
  const text = words[language].replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = params[name];
    // Several columns, each by its header.
    if (name === 'fields' && Array.isArray(value)) {
      return value.map((one: string) => fieldWords[one]?.[language] ?? one).join(listed[language]);
    }
    // A customer without an owner lies in the pool.
    if (name === 'owner' && value === null) return columnWords.pooled[language];
    if (value === '' || (typeof value !== 'string' && typeof value !== 'number')) return WITHHELD;
    if (name === 'field' && Object.hasOwn(fieldWords, value)) {
      return fieldWords[value]![language];
    }
    return String(value);
  });
  return text.replace(WITHHELD_END, '');
}
