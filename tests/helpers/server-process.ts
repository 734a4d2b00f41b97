import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isStale } from '../../build/stale.mjs';

const root = join(import.meta.dirname, '../..');
const bundle = join(root, 'dist/server/cli.mjs');
/** The bundle where it is up to date, because it starts faster. */
export const entry = isStale('server') ? join(root, 'apps/server/src/cli.ts') : bundle;
const STARTED = /runs at (http:\S+)/;
const FIRST = /First login: (\S+) {3}one-time password: (\S+)/;

function environment(extra: Record<string, string>) {
  return { ...process.env, INIT_CWD: '', ...extra } as NodeJS.ProcessEnv;
}

/** Runs the command line to its end. */
export function xinhang(data: string, ...argv: string[]) {
  return xinhangWith({}, data, ...argv);
}

export function xinhangWith(env: Record<string, string>, data: string, ...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...argv, '--data', data], {
    encoding: 'utf8',
    env: environment(env),
  });
  return { status, stdout, stderr };
}

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** The one-time password of the administrator, at the first start of a directory. */
  readonly password: string | null;
  /** What it wrote to both outputs so far. */
  said(): string;
  /** Sends a signal and answers the exit code, or the signal that ended it. */
  end(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

/** Starts the real server in a process of its own; resolves once it listens, throws if it ends. */
export async function startServer(
  data: string,
  options: {
    args?: readonly string[];
    env?: Record<string, string>;
    argv?: readonly string[];
    /** A command that starts it: `ip netns exec NAME`. */
    under?: readonly string[];
  } = {},
): Promise<ServerProcess> {
  const argv = options.argv ?? [entry, 'start'];
  const [program, ...before] = [...(options.under ?? []), process.execPath];
  const child = spawn(
    program,
    [...before, ...argv, '--port', '0', '--data', data, ...(options.args ?? [])],
    { stdio: ['ignore', 'pipe', 'pipe'], env: environment(options.env ?? {}) },
  );
  let text = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      text += chunk.toString();
      const started = STARTED.exec(text);
      // The line after it may carry the first password.
      if (started && text.endsWith('\n')) setImmediate(() => resolve(started[1]!));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`the server ended (${code}): ${text}`)));
  });
  return {
    child,
    url,
    password: FIRST.exec(text)?.[2] ?? null,
    said: () => text,
    async end(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, 'exit');
      }
      return child.exitCode ?? child.signalCode!;
    },
  };
}
