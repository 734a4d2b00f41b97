import { Ecc, QrCode } from '@rc-component/qrcode/lib/libs/qrcodegen.js';

/** Light modules around the code, without which cameras do not find it. */
const QUIET = 4;

/**
 * A QR code for a terminal: two modules per letter, one above the other. Light modules are drawn
 * and dark ones left out, because most terminals are dark.
 */
export function qrText(text: string): string {
  const code = QrCode.encodeText(text, Ecc.LOW);
  const light = (x: number, y: number) =>
    x < 0 || y < 0 || x >= code.size || y >= code.size || !code.getModule(x, y);
  const lines: string[] = [];
  for (let y = -QUIET; y < code.size + QUIET; y += 2) {
    let line = '';
    for (let x = -QUIET; x < code.size + QUIET; x += 1) {
      // The last line of an odd number has nothing below.
      const below = y + 1 < code.size + QUIET && light(x, y + 1);
      line += light(x, y) ? (below ? '█' : '▀') : below ? '▄' : ' ';
    }
    lines.push(line);
  }
  return lines.join('\n');
}
