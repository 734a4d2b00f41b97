/** Position after which a page starts: value of the sort column and the id that breaks ties. */
export interface Position {
  value: string | number;
  id: number;
}

export function encodeCursor(position: Position): string {
  return btoa(encodeURIComponent(JSON.stringify([position.value, position.id])));
}

/** Null when the text is no cursor of ours. */
export function decodeCursor(cursor: string): Position | null {
  try {
    const parsed: unknown = JSON.parse(decodeURIComponent(atob(cursor)));
    if (!Array.isArray(parsed) || parsed.length !== 2) return null;
    const [value, id] = parsed as unknown[];
    const sortable = typeof value === 'string' || typeof value === 'number';
    return sortable && Number.isSafeInteger(id) ? { value, id: id as number } : null;
  } catch {
    return null;
  }
}
