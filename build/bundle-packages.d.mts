/** Packages of the lock that a bundled server needs on a platform, by their path. */
export function packagesFor(platform: {
  os: string;
  cpu: string;
  libc?: string | undefined;
}): Map<string, { version: string; integrity: string; license?: string }>;
