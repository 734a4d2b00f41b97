let made = 0;
/** A key of a line that is not saved yet: of the screen alone. */
export const newLineKey = () => `new-${Date.now().toString(36)}-${(made += 1)}`;

/** Serial numbers as they are typed or scanned into one cell, apart by spaces or commas. */
export const serialsOf = (text: string): string[] => text.split(/[\s,，、;；]+/).filter(Boolean);
