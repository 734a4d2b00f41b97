const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Excel's days before this are times alone: its day 0 is 1899-12-31. */
const FIRST_DAY = Date.UTC(1900, 0, 1);

/** A number as plain decimal text: 13800138000 stays, 1E-7 becomes 0.0000001. */
export function plainNumber(value: number): string {
  if (!Number.isFinite(value)) return '';
  // Spreadsheets compute and show 15 digits: 0.30000000000000004 is their 0.3.
  const shown = Number.isSafeInteger(value) ? value : Number(value.toPrecision(15));
  const text = String(shown);
  const [, sign = '', digit = '', digits = '', exponent] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  const shift = Number(exponent);
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${digit}${digits}`;
  return `${sign}${digit}${digits.padEnd(shift, '0')}`;
}

/** `2026-11-23`, with the time `2026-11-23 08:30` when it is not midnight; `08:30` for a bare time. */
export function dateText(date: Date): string {
  // Serial numbers are binary fractions of a day: 08:30 arrives as 08:29:59.999.
  const ms = Math.round(date.getTime() / 1000) * 1000;
  if (Number.isNaN(ms)) return '';
  const iso = new Date(ms).toISOString();
  const time = iso.slice(11, 16);
  if (ms < FIRST_DAY) return time;
  const inDay = ((ms % DAY_MS) + DAY_MS) % DAY_MS;
  return inDay < MINUTE_MS ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}

/** What a cell of a spreadsheet library holds, as text. */
export function cellText(value: unknown): string {
  if (typeof value === 'string') return unguarded(value.trim());
  if (typeof value === 'number') return plainNumber(value);
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return '';
}

const formulaStart = /^[=+\-@\t\r\n\0＝＋－＠]/;

/** Text that no spreadsheet takes for a formula: `=1+1` becomes `'=1+1` (OWASP, CSV injection). */
export function guarded(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

/** Takes back what `guarded` put in front, so that our own exports are read unchanged. */
export function unguarded(text: string): string {
  return text.startsWith("'") && formulaStart.test(text.slice(1)) ? text.slice(1).trim() : text;
}
