let made = 0;
/** A key of a line that is not saved yet: of the screen alone. */
export const newLineKey = () => `new-${Date.now().toString(36)}-${(made += 1)}`;

/** Serial numbers as they are typed or scanned into one cell, apart by spaces or commas. */
export const serialsOf = (text: string): string[] => text.split(/[\s,，、;；]+/).filter(Boolean);

/** What documents take at most of a quantity and of a price, in 1/10,000. */
export const MOST_QTY_E4 = 1e12;
export const MOST_PRICE_E4 = 1e13;
