const LONGEST_HEADER = 40;

export const lettered = /\p{L}/u;
/** A phone, a date, an amount, an address of mail or of a page. */
export const value =
  /^[+(]?\d[\d\s().+/:-]*$|^\d{1,4}[-/.年]\d{1,2}([-/.月]\d{1,4}日?)?|@|:\/\/|^[¥$€]?\s*\d/u;

/** Whether the cells of a row may name columns: short words, each another, and no data. */
export function mayBeHeaders(cells: readonly string[]): boolean {
  const words = cells.filter((cell) => cell !== '');
  return (
    new Set(words).size * 2 > words.length &&
    words.every((word) => word.length <= LONGEST_HEADER && lettered.test(word) && !value.test(word))
  );
}
