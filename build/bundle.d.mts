/** Makes a server that needs nothing installed in a folder, and answers the folder. */
export function bundle(
  platform: string,
  out: string,
  options?: { node?: { name: string; version: string; integrity: string } },
): string;
