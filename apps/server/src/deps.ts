import type { Database } from '@xinhang/db/database.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { OverloadLimits } from './http/overload.ts';
import type { DriveSource } from './ops/backup/drives.ts';
import type { Config, ConfigKey } from './ops/config.ts';
import type { Paths } from './ops/paths.ts';

/** What config.toml decides, and only the process that runs the server can change meanwhile. */
export interface Standing {
  /** What a flag or the environment decides, so that config.toml is not asked. */
  readonly fixed: ReadonlySet<ConfigKey>;
  /** Counts from now on, also where the data are opened anew. */
  changed(values: Partial<Config>): void;
  /** Listens for other machines at these addresses and no others; never throws. */
  listenAt(hosts: readonly string[]): Promise<void>;
}

/** What the server needs from outside; tests give a temporary file and a fixed clock. */
export interface Deps {
  readonly db: Database;
  /** Places in the data directory. */
  readonly paths: Paths;
  /** UTC ms. */
  readonly now: () => number;
  readonly random: (bytes: number) => Buffer;
  /** Ms for durations, whatever is done to the clock; the clock itself where absent. */
  readonly elapsed?: (() => number) | undefined;
  readonly version: string;
  /** Directory of the built screens, null where there are none (tests of the API). */
  readonly screens: string | null;
  /** Takes log lines; `false` keeps silent. */
  readonly log: FastifyBaseLogger | false;
  /**
   * Requests that a session or an address may send in a minute, 0 for any number; logins have a
   * limit of their own. Absent where nobody has to be slowed down: tests and the command line.
   */
  readonly requestsPerMinute?: number;
  /** From where on new requests are refused; absent where nobody is, as with the limit above. */
  readonly overload?: OverloadLimits;
  /** People work here: what runs in the background gives way to them. */
  readonly gentle?: true;
  /** Lets go of the data, lets work exchange them, and serves what is then there. */
  readonly swap?: (work: () => void) => Promise<void>;
  /** Where backups go, from the data directory on; as in config.toml unless said. */
  readonly backupDirectory?: string;
  /** Absent where nobody listens: tests and the command line. */
  readonly standing?: Standing;
  /** Milliseconds since the machine was switched on, sleep included: finds a clock that was set. */
  readonly uptime?: () => number;
  /** Removable drives; those of this machine unless said. */
  readonly drives?: DriveSource;
  /** Other places of the providers of messages, and mail without TLS: servers of tests. */
  readonly messages?: {
    readonly endpoints: Partial<Record<'aliyun' | 'tencent', URL>>;
    readonly insecureMail?: boolean;
  };
  /** Answers and does nothing by itself: no jobs run. For a server on a copy of the data. */
  readonly asleep?: true;
}
