import type { documentEditor as zhCn } from '../zh-cn/document.ts';

export const documentEditor: Readonly<Record<keyof typeof zhCn, string>> = {
  'doc.productHint': '拼音、編碼、名稱、條碼',
  'doc.noProduct': '找不到「{{q}}」',
  'doc.unmatched': '「{{q}}」沒有對應的商品',
  'doc.lineNo': '行',
  'doc.restored': '上次沒有儲存的內容已經復原。',
  'doc.drop': '放棄這些內容',
  'doc.save': '儲存草稿',
  'doc.saved': '已儲存',
  'doc.pasted': '已貼上 {{n}} 行',
  'doc.pastedSome': '已貼上 {{n}} 行，其中 {{missing}} 行沒有對應的商品，已標紅',
  'doc.pastedUnread': '第 {{line}} 行{{title}}「{{text}}」',
  'doc.pastedNot': '{{said}}；{{n}} 個數字讀不懂，沒有填入：{{some}}',
  'doc.pastedAnd': '、',
  'doc.stillUnmatched': '還有 {{n}} 行沒有對應的商品，請改好或刪除',
  'doc.lineRefused': '第 {{n}} 行 {{name}}：{{text}}',
};
