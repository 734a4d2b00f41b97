const blank = (value: unknown) => value === null || value === undefined || value === '';

/** Only what differs from the row is sent, so that two people may change different fields. */
export function changedFields<T extends object>(row: object, values: T): Partial<T> {
  const before = row as Record<string, unknown>;
  const changed = Object.entries(values).filter(([key, value]) => {
    if (value === undefined) return false;
    if (blank(value) && blank(before[key])) return false;
    return JSON.stringify(value) !== JSON.stringify(before[key]);
  });
  return Object.fromEntries(changed) as Partial<T>;
}
