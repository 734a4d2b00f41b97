/**
 * The circle that the way up from somebody comes to, beginning and ending with the same name; null
 * where the way ends with nobody above, or with a name that is not known.
 */
export function circleAbove(
  start: string,
  above: (name: string) => string | undefined,
): string[] | null {
  const way: string[] = [];
  for (let at: string | undefined = start; at !== undefined && at !== ''; at = above(at)) {
    const met = way.indexOf(at);
    if (met !== -1) return [...way.slice(met), at];
    way.push(at);
  }
  return null;
}
