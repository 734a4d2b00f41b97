import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Three machines in one: the office, the branch, and the provider between them. */
const names = ['office', 'line', 'branch'] as const;
export type Machine = (typeof names)[number];

export const OFFICE_OUTSIDE = '10.250.0.1';
export const LINE_AT_BRANCH = '10.251.0.1';
export const TUNNEL_PORT = 51_820;
/** Of the office in the tunnel, unless somebody sets another range. */
export const OFFICE_INSIDE = '10.77.0.1';

const spaceOf = (machine: Machine) => `xh-${machine}-${process.pid}`;

/** What stands in front of a command that runs on one of them. */
export const on = (machine: Machine) => ['ip', 'netns', 'exec', spaceOf(machine)];

function run(argv: readonly string[], env: Record<string, string> = {}): void {
  const [program = '', ...rest] = argv;
  const { status, stderr } = spawnSync(program, rest, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
}

const found = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

function ready(): string | null {
  if (process.env['XINHANG_TEST_TUNNEL'] === 'no') return 'it was asked for without';
  if (process.platform !== 'linux') return 'there are no network namespaces';
  if (!existsSync('/dev/net/tun')) return 'there is no /dev/net/tun';
  const missing = ['ip', 'wg', 'wg-quick', 'wireguard-go'].find((program) => !found(program));
  if (missing !== undefined) return `${missing} is not installed`;
  const probe = `xh-probe-${process.pid}`;
  if (spawnSync('ip', ['netns', 'add', probe]).status !== 0) return 'ip netns is not permitted';
  const tun = `ip netns exec ${probe} ip tuntap add dev probe mode tun`;
  const made = spawnSync('sh', ['-c', tun]).status === 0;
  spawnSync('ip', ['netns', 'del', probe]);
  return made ? null : 'a tunnel is not permitted';
}

/** Why there can be no tunnel on this machine; null where there can. */
export const noTunnel = ready();

/** Sets the three up, with wires between them and no way around the line. */
export function setUpMachines(): void {
  for (const name of names) {
    run(['ip', 'netns', 'add', spaceOf(name)]);
    run([...on(name), 'ip', 'link', 'set', 'lo', 'up']);
  }
  const wire = (one: Machine, address: string, other: Machine, otherAddress: string) => {
    const ends = [`${one}0`, `to-${one}`] as const;
    const peer = `type veth peer name ${ends[1]} netns ${spaceOf(other)}`;
    run(`ip link add ${ends[0]} netns ${spaceOf(one)} ${peer}`.split(' '));
    for (const [machine, end, at] of [
      [one, ends[0], address],
      [other, ends[1], otherAddress],
    ] as const) {
      run([...on(machine), 'ip', 'address', 'add', `${at}/24`, 'dev', end]);
      run([...on(machine), 'ip', 'link', 'set', end, 'up']);
    }
  };
  wire('office', OFFICE_OUTSIDE, 'line', '10.250.0.2');
  wire('branch', '10.251.0.2', 'line', LINE_AT_BRANCH);
}

/** Loads a configuration as the IT person does, with WireGuard in user space. */
export function loadTunnel(machine: Machine, file: string): void {
  // Its sockets go by the tunnel's name: those of this machine must not meet them.
  const own = 'mkdir -p /run/wireguard && mount -t tmpfs none /run/wireguard';
  run([...on(machine), 'sh', '-c', `${own} && wg-quick up '${file}'`], {
    WG_QUICK_USERSPACE_IMPLEMENTATION: 'wireguard-go',
    WG_SUDO: '0',
  });
}

/** Ends what runs there and takes all of it away. */
export function tearDownMachines(): void {
  for (const name of names) {
    const { stdout } = spawnSync('ip', ['netns', 'pids', spaceOf(name)], { encoding: 'utf8' });
    for (const pid of (stdout ?? '').split('\n').filter(Boolean)) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    }
    spawnSync('ip', ['netns', 'del', spaceOf(name)]);
  }
}
