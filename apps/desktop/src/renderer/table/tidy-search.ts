/** Without what says nothing, so that the address stays short. */
export const tidy = <T extends object>(search: T): T =>
  Object.fromEntries(
    Object.entries(search).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  ) as T;
