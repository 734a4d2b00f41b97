/** Path of the table that is made. */
export const file: string;
/** Text of the table, made anew from the data of its source. */
export function tableText(): Promise<string>;
