import { networkInterfaces } from 'node:os';

/** An address of this machine that is not loopback: whoever calls it comes from it. */
export const outer = Object.values(networkInterfaces())
  .flatMap((found) => found ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
