// The server for Windows under Debian's wine64, as a process that a test starts, asks and kills.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const wines = ['/usr/lib/wine/wine64', '/usr/bin/wine64'];
const compiler = '/usr/bin/x86_64-w64-mingw32-gcc-win32';

/** What must be installed first, as a line to type; null where everything is there. */
export function missing(): string | null {
  const packages = [
    ...(wines.some(existsSync) ? [] : ['wine64']),
    ...(existsSync(compiler) ? [] : ['gcc-mingw-w64-x86-64-win32']),
  ];
  return packages.length === 0
    ? null
    : `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/** Also for the processes that the server starts. */
const shim = `Z:${join(import.meta.dirname, 'no-keep-alive.cjs')}`;

const PATIENCE_MS = 180_000;
const LOOK_MS = 200;

export interface Ended {
  readonly status: number | null;
  readonly said: string;
}

/** A folder with the bundle for Windows, and a Windows of its own to run it in. */
export class Wine {
  readonly #root: string;
  readonly #bundle: string;
  #runs = 0;

  constructor(root: string, bundle: string) {
    this.#root = root;
    this.#bundle = bundle;
  }

  /** Makes its Windows, with the one library that programs made with Rust miss in it. */
  async prepare(): Promise<void> {
    const { status, said } = await this.run('--help');
    if (status === null) throw new Error(said);
    const source = join(import.meta.dirname, 'bcryptprimitives.c');
    const library = join(this.#root, 'prefix/drive_c/windows/system32/bcryptprimitives.dll');
    const made = spawnSync(compiler, ['-shared', '-o', library, source, '-ladvapi32'], {
      encoding: 'utf8',
    });
    if (made.status !== 0) throw new Error(made.stderr);
  }

  /** A path of this machine, as Windows sees it. */
  windowsPath(path: string): string {
    return `Z:${path.replaceAll('/', '\\')}`;
  }

  /** Starts the command line; what it says goes to a file, because pipes of wine lose the end. */
  #spawn(argv: readonly string[]): { child: ChildProcess; said: () => string } {
    mkdirSync(this.#root, { recursive: true });
    const file = join(this.#root, `said-${(this.#runs += 1)}.txt`);
    const out = openSync(file, 'w');
    const wine = wines.find(existsSync)!;
    const child = spawn(
      wine,
      [
        join(this.#bundle, 'node/node.exe'),
        '--max-semi-space-size=4',
        join(this.#bundle, 'dist/server/cli.mjs'),
        ...argv,
      ],
      {
        stdio: ['ignore', out, out],
        cwd: this.#bundle,
        env: {
          HOME: this.#root,
          PATH: '/usr/bin:/bin',
          WINEPREFIX: join(this.#root, 'prefix'),
          WINEDEBUG: '-all',
          NODE_SKIP_PLATFORM_CHECK: '1',
          NODE_NO_WARNINGS: '1',
          NODE_OPTIONS: `--require ${shim}`,
        },
      },
    );
    closeSync(out);
    return { child, said: () => readFileSync(file, 'utf8') };
  }

  /** Runs one command to its end. */
  async run(...argv: string[]): Promise<Ended> {
    const { child, said } = this.#spawn(argv);
    const ends = once(child, 'exit') as Promise<[number | null]>;
    const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    const [status] = await ends;
    clearTimeout(late);
    return { status, said: said() };
  }

  /** Starts the server and answers once it listens. */
  async start(data: string, port: number): Promise<Server> {
    const argv = ['start', '--port', String(port), '--data', this.windowsPath(data)];
    const { child, said } = this.#spawn(argv);
    for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
      if (child.exitCode !== null) throw new Error(`the server ended: ${said()}`);
      if (/runs at http\S+\s[^]*\n/.test(said())) return { child, said };
      await wait(LOOK_MS);
    }
    child.kill('SIGKILL');
    throw new Error(`the server does not listen: ${said()}`);
  }

  /** Ends this Windows and whatever is left in it. */
  stop(): void {
    spawnSync('/usr/lib/wine/wineserver64', ['-k'], {
      env: { WINEPREFIX: join(this.#root, 'prefix') },
    });
  }
}

export interface Server {
  readonly child: ChildProcess;
  readonly said: () => string;
}
