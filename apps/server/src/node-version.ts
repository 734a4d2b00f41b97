const OLDEST = 22;

/** Why this Node cannot run the server, null if it can. */
export function tooOldNode(version: string): string | null {
  if (Number(version.split('.', 1)[0]) >= OLDEST) return null;
  return `Xinhang needs Node ${OLDEST} or newer (24 is best), and this is ${version}.`;
}
