/**
 * Cells of what a spreadsheet puts on the clipboard: rows by line, cells by tab, a cell with tabs,
 * lines or quotes in quotes, each of its own quotes doubled. Empty lines at the end go.
 */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const end = () => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    end();
    rows.push(row);
    row = [];
  };
  const all = text.replaceAll(/\r\n?/g, '\n');
  for (let at = 0; at < all.length; at += 1) {
    const char = all[at]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (all[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === '\t') end();
    else if (char === '\n') endRow();
    else cell += char;
  }
  if (cell !== '' || row.length > 0) endRow();
  while (rows.at(-1)?.every((one) => one === '')) rows.pop();
  return rows;
}

const escaped = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The same as a file. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(escaped).join(',')).join('\n');
