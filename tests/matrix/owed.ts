/**
 * Endpoints that may be served before the matrix knows how to ask them. A new one is added to a
 * file in `recipes/`, and only where that must wait, here; this list only ever gets shorter.
 */
export const recipesOwed: ReadonlySet<string> = new Set<string>();
