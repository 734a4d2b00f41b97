import type { Fen } from './money.ts';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '兆'];

/** Four digits at most, without the zeros at their end. */
function groupText(group: number): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.trunc(group / 10 ** place) % 10;
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    text += `${gap ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`;
    gap = false;
  }
  return text;
}

function yuanText(yuan: number): string {
  let text = '';
  let gap = false;
  for (let at = GROUPS.length - 1; at >= 0; at -= 1) {
    const group = Math.trunc(yuan / 10_000 ** at) % 10_000;
    if (group === 0) {
      gap = text !== '';
      continue;
    }
    if (text !== '' && (gap || group < 1000)) text += '零';
    text += groupText(group) + GROUPS[at];
    gap = false;
  }
  return text === '' ? '' : `${text}元`;
}

/**
 * An amount in capitals, as bills and receipts write it (支付结算办法, annex 1): 整 after yuan and
 * jiao, none after fen, 零 for zeros between digits, 负 before what is less than nothing. Of
 * |amount| < 10^16 yuan, which a safe integer of fen never leaves.
 */
export function rmbCapitals(amount: Fen): string {
  const whole = Math.abs(amount);
  const yuan = Math.trunc(whole / 100);
  const [jiao, cent] = [Math.trunc(whole / 10) % 10, whole % 10];
  const text = yuanText(yuan);
  const sign = amount < 0 ? '负' : '';
  if (jiao === 0 && cent === 0) return `${sign}${text === '' ? '零元' : text}整`;
  const dimes = jiao === 0 ? (text === '' ? '' : '零') : `${DIGITS[jiao]}角`;
  return `${sign}${text}${dimes}${cent === 0 ? '整' : `${DIGITS[cent]}分`}`;
}
