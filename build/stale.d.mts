/** True when the output of a target is missing or older than any of its sources. */
export function isStale(name: 'server' | 'desktop' | 'renderer'): boolean;
