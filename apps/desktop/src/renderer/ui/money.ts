const FEN = 100;
const format = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** Fen as 1,234,567.89. */
export function money(fen: number): string {
  return format.format(fen / FEN);
}
