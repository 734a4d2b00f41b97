/** What a field holds beside the text that was just saved from it: typed while that was under way. */
export function typedSince(saved: string, now: string): string {
  return now.startsWith(saved) ? now.slice(saved.length).trimStart() : now;
}
