/** Arguments of Node for every process of the product. */
export const nodeFlags: readonly string[];
export const nodeEnvironment: Readonly<Record<string, string>>;
