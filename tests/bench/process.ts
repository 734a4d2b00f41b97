import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { nodeEnvironment, nodeFlags } from '../../build/launch.mjs';

export interface Usage {
  /** Processor time since the process began, microseconds, all threads. */
  readonly cpuUs: number;
  /** Resident memory, bytes. */
  readonly rss: number;
}

const probe = join(import.meta.dirname, 'probe.mjs');

/** A server in a process of its own, with a probe that tells what it uses. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly base: string;

  private constructor(child: ChildProcess, base: string) {
    this.#child = child;
    this.base = base;
  }

  /** Started as soon as it prints where it listens. */
  static async start(argv: readonly string[]): Promise<ServerProcess> {
    const flags = ['--import', probe, ...nodeFlags, ...extraFlags()];
    const child = spawn(process.execPath, [...flags, ...argv], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      // What is measured asks without end.
      env: {
        ...process.env,
        ...nodeEnvironment,
        NODE_ENV: 'production',
        XINHANG_REQUESTS_PER_MINUTE: '0',
      },
    });
    const base = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.stdout!.on('data', (data: Buffer) => {
        said += data.toString();
        const address = /http:\/\/[\w.:[\]]+/.exec(said)?.[0];
        if (address) resolve(address);
      });
      child.once('exit', (code) => reject(new Error(`server ended with ${code}: ${said}`)));
    });
    return new ServerProcess(child, base);
  }

  async usage(): Promise<Usage> {
    const answer = new Promise<Usage>((resolve) => {
      this.#child.once('message', (message) => resolve(message as Usage));
    });
    this.#child.send('usage');
    return await answer;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await gone;
  }
}

/** `BENCH_NODE_FLAGS="--cpu-prof"` profiles what is measured. */
function extraFlags(): string[] {
  return (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter(Boolean);
}
