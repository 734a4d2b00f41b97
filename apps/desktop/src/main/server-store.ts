import { z } from 'zod';
import { openConnection, type Connection, type DeviceIdentity } from './connection.ts';
import { readJsonFile, removeFile, writeJsonFile } from './json-file.ts';
import { reasonOf, type Log } from './log.ts';

const chosenServer = z.object({
  address: z.string(),
  serverVersion: z.string(),
  apiLevel: z.int(),
  /** CA of the server in PEM, from enrolment; null on this computer's own server. */
  pin: z.string().nullable(),
});
export type ChosenServer = z.output<typeof chosenServer>;

export interface ServerStore {
  load(): Promise<void>;
  current(): ChosenServer | null;
  connection(): Connection | null;
  choose(server: ChosenServer): Promise<void>;
  forget(): Promise<void>;
}

/** Which server this computer uses, and the open connection to it. */
export function createServerStore(
  file: string,
  log: Log,
  identityFor: (origin: string) => DeviceIdentity | null,
): ServerStore {
  let chosen: ChosenServer | null = null;
  let connection: Connection | null = null;

  const replace = async (next: ChosenServer | null) => {
    const old = connection;
    connection = next ? openConnection(next.address, next.pin, identityFor(next.address)) : null;
    chosen = next;
    await old?.close();
  };

  return {
    current: () => chosen,
    connection: () => connection,
    async load() {
      const stored = await readJsonFile(file, chosenServer, log);
      if (!stored) return;
      try {
        await replace(stored);
      } catch (error) {
        log.warn('stored-server-refused', { reason: reasonOf(error) });
      }
    },
    async choose(server) {
      await replace(server);
      await writeJsonFile(file, server);
    },
    async forget() {
      await replace(null);
      await removeFile(file);
    },
  };
}
