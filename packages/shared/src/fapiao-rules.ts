/** What sort of fapiao it is, as the tax bureau tells them apart. */
export const fapiaoKinds = [
  'digitalSpecial',
  'digitalOrdinary',
  'paperSpecial',
  'paperOrdinary',
  'electronicOrdinary',
  'other',
] as const;
export type FapiaoKind = (typeof fapiaoKinds)[number];

/** From registered to issued; `red`: all of it was taken back by red ones (domain.md, Fapiao). */
export const fapiaoStates = ['registered', 'issued', 'red'] as const;
export type FapiaoState = (typeof fapiaoStates)[number];

/** How far an order line is, of the base unit and in fen. */
export interface Invoicing {
  readonly qtyE4: number;
  readonly netFen: number;
  readonly taxFen: number;
}

/** What an order line may still come to: what was delivered and kept, and what is to come. */
export const expectedE4 = (line: {
  qty_e4: number | null;
  delivered_e4: number;
  returned_e4: number;
  replace_e4: number;
  cancelled_e4: number;
}): number => {
  const kept = line.delivered_e4 - line.returned_e4;
  const all = (line.qty_e4 ?? 0) - line.cancelled_e4 - (line.returned_e4 - line.replace_e4);
  return Math.max(kept, all);
};
