/** Sums of the head of a document from its lines (domain.md, Tax: the head is the sum of its lines). */
export function sumsOf(lines: readonly { net_fen: number; tax_fen: number }[]) {
  const net = lines.reduce((all, line) => all + line.net_fen, 0);
  const tax = lines.reduce((all, line) => all + line.tax_fen, 0);
  const gross = net + tax;
  return {
    net_fen: net,
    tax_fen: tax,
    gross_fen: gross,
    amount_cur: gross,
    line_count: lines.length,
  };
}
