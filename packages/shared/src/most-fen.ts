/** More than a document of money is ever about, in fen. */
export const MOST_FEN = 100_000_000_000_00;
