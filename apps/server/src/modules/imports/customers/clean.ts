import { chanceGrades, customerStages } from '@xinhang/shared/customers.ts';
import { isPhone, tidyPhone } from '@xinhang/shared/reach-texts.ts';
import { stageWords } from '@xinhang/shared/sheet-words.ts';
import { phoneDigits, phoneParts, splitPhones } from '@xinhang/shared/text-keys.ts';

export interface Phone {
  number: string;
  extension: string;
}
export type PhoneProblem = 'phone-unreadable' | 'phone-rounded';

const MAX_NUMBER = 40;
/** A shorter number in a list is a slip, not the police. */
const MIN_DIGITS = 5;
const plausible = (text: string) => {
  const digits = phoneDigits(text).length;
  return isPhone(text) && digits >= MIN_DIGITS && text.length <= MAX_NUMBER;
};

/** The phones of a cell; several stand behind each other with `/`, `、`, `;` or a line break. */
export function phonesOf(cell: string): Phone[] | PhoneProblem {
  const text = cell.normalize('NFKC').trim();
  const scientific = /^(\d)(?:\.(\d+))?e\+?(\d+)$/i.exec(text);
  if (scientific) {
    const digits = `${scientific[1]}${scientific[2] ?? ''}`;
    // 1.38001E+10 is what a spreadsheet leaves of 13800138000: the end is gone for ever.
    if (digits.length !== Number(scientific[3]) + 1) return 'phone-rounded';
    return [{ number: digits, extension: '' }];
  }
  const parts = splitPhones(text.replace(/^(\d{5,})\.0+$/, '$1')).map(tidyPhone);
  return parts.every(plausible) ? parts.map(phoneParts) : 'phone-unreadable';
}

const word = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-.]/g, '')
    .replace(/(客户|客戶|customer)$/, '');

/** What other programs call the stages. */
const moreStages: Readonly<Record<(typeof customerStages)[number], string>> = {
  potential: '潜在 潛在 线索 線索 新 新建 初步接触 待跟进 陌生 lead new prospect prospecting',
  intent:
    '意向 有意向 有意愿 高意向 跟进中 洽谈中 跟進中 洽談中 意願 interested qualified engaging',
  dealing: '成交 已成交 合作 合作中 已合作 签约 已签约 正式 老 簽約 won active dealing',
  sleeping: '沉睡 休眠 沉默 暂停 暫停 sleeping dormant inactive',
  lost: '流失 已流失 丢单 失败 丟單 失敗 lost churned',
  no_interest:
    '无意向 无意愿 無意向 無意願 无效 無效 放弃 放棄 notinterested unqualified nointerest',
};
const stages = new Map<string, string>();
for (const stage of customerStages) {
  const all = [...Object.values(stageWords[stage]!), ...moreStages[stage].split(' '), stage];
  for (const one of all) stages.set(word(one), stage);
}

export function stageOf(text: string): (typeof customerStages)[number] | null {
  return (stages.get(word(text)) as (typeof customerStages)[number] | undefined) ?? null;
}

/** `A`, `A级`, `A 类客户`, `Ａ`, `A-高`. */
export function gradeOf(text: string): (typeof chanceGrades)[number] | null {
  const [, letter] =
    /^([a-d])(?:$|级|級|类|類|等|档|檔|[^a-z])/i.exec(text.normalize('NFKC').trim()) ?? [];
  return chanceGrades.find((grade) => grade === letter?.toUpperCase()) ?? null;
}

/** The tags of a cell, each once. */
export function tagsOf(text: string): string[] {
  const parts = text.split(/[,，、;；|\n/]/).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}
