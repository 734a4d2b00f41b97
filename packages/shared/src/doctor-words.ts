import type { Language } from './auth.ts';
import type { checkParts, CheckKey, CustomerFigure, Finding, FindingCode } from './doctor.ts';
import { dataFindingWords } from './finding-words-data.ts';
import { stockFindingWords } from './finding-words-stock.ts';
import { machineFindingWords } from './finding-words.ts';
import { in3, type Words } from './words.ts';

/** Words of the doctor: the screen and the command line say the same. */
export const partWords: Readonly<Record<(typeof checkParts)[number], Words>> = {
  environment: in3('电脑', '電腦', 'Machine'),
  database: in3('数据库', '資料庫', 'Database'),
  backups: in3('备份', '備份', 'Backups'),
};

export const checkWords: Readonly<Record<CheckKey, Words>> = {
  place: in3('数据目录的位置', '資料目錄的位置', 'Place of the data'),
  space: in3('磁盘空间', '磁碟空間', 'Disk space'),
  syncs: in3('保存速度', '儲存速度', 'Speed of saving'),
  clock: in3('时钟', '時鐘', 'Clock'),
  scanner: in3('杀毒软件', '防毒軟體', 'Virus scanner'),
  port: in3('端口', '連接埠', 'Port'),
  certificates: in3('证书', '憑證', 'Certificates'),
  database: in3('数据库文件', '資料庫檔案', 'Database file'),
  log: in3('数据库日志', '資料庫記錄檔', 'Database log'),
  references: in3('数据之间的引用', '資料之間的參照', 'References'),
  departments: in3('部门', '部門', 'Departments'),
  customers: in3('客户的各项数值', '客戶的各項數值', 'Figures of customers'),
  search: in3('搜索', '搜尋', 'Search index'),
  stock: in3('库存', '庫存', 'Stock'),
  money: in3('往来与凭证', '往來與憑證', 'Receivables and vouchers'),
  sales: in3('销售单据', '銷售單據', 'Documents of sales'),
  purchasing: in3('采购单据', '採購單據', 'Documents of purchasing'),
  invoices: in3('发票', '發票', 'Fapiao'),
  files: in3('附件内容', '附件內容', 'Attachments'),
  orphans: in3('多余的文件', '多餘的檔案', 'Orphaned files'),
  audit: in3('审计链', '稽核鏈', 'Audit chain'),
  'backup-fresh': in3('最近的备份', '最近的備份', 'Newest backup'),
  'backup-proved': in3('备份的验证', '備份的驗證', 'Proof of the backups'),
  'backup-taken': in3('放在别处的复制', '放在別處的副本', 'Copies elsewhere'),
  'backup-room': in3('备份的空间', '備份的空間', 'Room for backups'),
};

export const figureWords: Readonly<Record<CustomerFigure, Words>> = {
  name_key: in3('名称查重', '名稱查重', 'name for duplicates'),
  name_core: in3('名称主干', '名稱主幹', 'core of the name'),
  name_sort: in3('名称排序', '名稱排序', 'order by name'),
  phone_key: in3('电话查重', '電話查重', 'phone for duplicates'),
  tax_no_key: in3('税号查重', '統一編號查重', 'tax number for duplicates'),
  completeness: in3('资料完整度', '資料完整度', 'completeness'),
  last_follow_at: in3('最近跟进', '最近跟進', 'last contact'),
  stage_since: in3('阶段开始时间', '階段開始時間', 'stage since'),
  next_follow_on: in3('下次跟进', '下次跟進', 'next contact'),
  owner_id: in3('负责人', '負責人', 'owner'),
  main_contact: in3('主要联系人', '主要聯絡人', 'main contact'),
  birthday_key: in3('联系人生日', '聯絡人生日', 'birthday of a contact'),
};

const findingWords: Readonly<Record<FindingCode, readonly [is: Words, todo: Words]>> = {
  ...machineFindingWords,
  ...dataFindingWords,
  ...stockFindingWords,
};

const isFigure = (value: unknown): value is CustomerFigure =>
  typeof value === 'string' && value in figureWords;

/** What was found and what to do about it, in the language of its reader. */
export function sayFinding(
  { code, params }: Pick<Finding, 'code' | 'params'>,
  language: Language,
): { is: string; todo: string } {
  const fill = (words: Words) =>
    words[language].replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
      const value = params[name];
      if (name === 'figure' && isFigure(value)) return figureWords[value][language];
      return String(value ?? '');
    });
  const [is, todo] = findingWords[code];
  return { is: fill(is), todo: fill(todo) };
}
