const nothing = new Set(
  '- -- — —— / \\ . 无 無 暂无 暫無 没有 沒有 未知 空 n/a na null none nil #n/a #ref! #value! (空) undefined'.split(
    ' ',
  ),
);

const SHOWN = 60;
/** A text of a file as a reason names it. */
export const shown = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/** The text of a cell, empty where people write that there is nothing. */
export function cleanCell(text: string): string {
  const trimmed = text.trim();
  return nothing.has(trimmed.normalize('NFKC').toLowerCase()) ? '' : trimmed;
}
