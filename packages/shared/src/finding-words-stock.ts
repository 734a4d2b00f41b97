import type { FindingCode } from './doctor.ts';
import { in3, type Words } from './words.ts';

/** What may be wrong with provisional costs, and what to do about it. */
export const stockFindingWords = {
  'stock-provisional': [
    in3(
      '编号 {{id}} 的商品，欠的数量或暂估金额与未更正的暂估出库不符。',
      '編號 {{id}} 的商品，欠的數量或暫估金額與未更正的暫估出庫不符。',
      'What is short of product no. {{id}} is not what its provisional issues wait for.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要出入库。',
      '求助時附上這份結果；在改好之前不要出入庫。',
      'Send this result when you ask for help; move no goods of it before that is mended.',
    ),
  ],
  'provisional-issue': [
    in3(
      '编号 {{id}} 的暂估出库，未到的数量或金额与更正不符。',
      '編號 {{id}} 的暫估出庫，未到的數量或金額與更正不符。',
      'What provisional issue no. {{id}} waits for is not what its corrections left.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要出入库。',
      '求助時附上這份結果；在改好之前不要出入庫。',
      'Send this result when you ask for help; move no goods of it before that is mended.',
    ),
  ],
  'cost-correction': [
    in3(
      '编号 {{id}} 的暂估更正与库存流水或凭证不符。',
      '編號 {{id}} 的暫估更正與庫存流水或憑證不符。',
      'Correction of cost no. {{id}} is not what the stock ledger or its voucher says.',
    ),
    in3(
      '求助时附上这份结果；在改好之前不要出入库。',
      '求助時附上這份結果；在改好之前不要出入庫。',
      'Send this result when you ask for help; move no goods of it before that is mended.',
    ),
  ],
} as const satisfies Partial<Record<FindingCode, readonly [is: Words, todo: Words]>>;
