import type { FactTarget } from './import-kinds.ts';
import { in3, type Words } from './words.ts';

/** Headers of what was sold before the books began here. */
export const factColumnWords: Readonly<Record<FactTarget, Words>> = {
  factLine: in3('原行号', '原行號', 'Old line'),
  soldQty: in3('销售数量', '銷售數量', 'Sold quantity'),
  soldNet: in3('不含税金额', '未稅金額', 'Net amount'),
  soldTax: in3('税额', '稅額', 'Tax'),
  soldGross: in3('价税合计', '含稅合計', 'Gross amount'),
  salesperson: in3('业务员', '業務員', 'Salesperson'),
};

/** Why a row of past sales has its verdict. */
export const factReasonWords = {
  'fact-new': in3('历史销售', '歷史銷售', 'Past sale'),
  'fact-unlisted': in3(
    '历史销售；商品“{value}”不在商品资料里，按文字保留',
    '歷史銷售；商品「{value}」不在商品資料裡，以文字保留',
    'Past sale; "{value}" is no product of the catalogue and is kept as text',
  ),
  'fact-same': in3(
    '这张旧单的这一行已经导入过',
    '這張舊單的這一行已經匯入過',
    'This line of the old document is there already',
  ),
  'fact-listed': in3(
    '已经导入过；现在归到商品“{name}”',
    '已經匯入過；現在歸到商品「{name}」',
    'There already; now of the product "{name}"',
  ),
  'fact-not-before-going-live': in3(
    '历史销售的日期要早于启用日；启用日起的销售按单据记',
    '歷史銷售的日期要早於啟用日；啟用日起的銷售以單據記',
    'A past sale is dated before the books begin; what is sold since has documents',
  ),
  'fact-tax-unknown': in3(
    '只有含税金额，又不知道税率：请加一列税率、税额或不含税金额',
    '只有含稅金額，又不知道稅率：請加一欄稅率、稅額或未稅金額',
    'Only the gross amount is given and no rate is known: add a column of the rate, the tax or the net amount',
  ),
  'fact-signs-differ': in3(
    '“{field}”与数量的正负不一致',
    '「{field}」與數量的正負不一致',
    '{field} and the quantity have different signs',
  ),
} as const satisfies Record<string, Words>;
export type FactReason = keyof typeof factReasonWords;
