import { Connection, type Headers } from './client.ts';
import type { ServerProcess } from './process.ts';
import type { Scenario, Who } from './scenarios.ts';

export interface Target {
  readonly name: string;
  readonly server: ServerProcess;
  readonly headers: Readonly<Record<Who, Headers>>;
}

export interface Figures {
  /** Units of work done. */
  units: number;
  /** Milliseconds per unit. */
  p50: number;
  p95: number;
  p99: number;
  /** Units per second. */
  rate: number;
  /** Processor time of the server per unit, microseconds. */
  cpuUs: number;
}

interface Pooled {
  times: number[];
  cpuUs: number;
  wallMs: number;
}

/** Works for `ms` milliseconds over so many connections. */
async function slice(
  target: Target,
  scenario: Scenario,
  connections: number,
  ms: number,
): Promise<Pooled> {
  const links = Array.from(
    { length: connections },
    () => new Connection(target.server.base, target.headers[scenario.as]),
  );
  const before = await target.server.usage();
  const started = performance.now();
  const times: number[] = [];
  const work = async (link: Connection) => {
    do {
      const began = performance.now();
      for (const call of scenario.unit()) await link.call(call);
      times.push(performance.now() - began);
    } while (performance.now() - started < ms);
  };
  await Promise.all(links.map(work));
  const wallMs = performance.now() - started;
  const after = await target.server.usage();
  for (const link of links) link.close();
  return { times, cpuUs: after.cpuUs - before.cpuUs, wallMs };
}

function figures(pools: readonly Pooled[]): Figures {
  const times = pools.flatMap((pool) => pool.times).toSorted((a, b) => a - b);
  const sum = (of: (pool: Pooled) => number) => pools.reduce((total, pool) => total + of(pool), 0);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return {
    units: times.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    rate: (times.length / sum((pool) => pool.wallMs)) * 1000,
    cpuUs: sum((pool) => pool.cpuUs) / times.length,
  };
}

/** The targets in turn, several rounds, so that a busy minute of the machine meets all of them. */
export async function compare(
  targets: readonly Target[],
  scenario: Scenario,
  { connections, rounds, ms }: { connections: number; rounds: number; ms: number },
): Promise<Figures[]> {
  const pools: Pooled[][] = targets.map(() => []);
  for (const target of targets) await slice(target, scenario, connections, ms / 2);
  for (let round = 0; round < rounds; round++) {
    const order = targets.map((_, at) => at);
    if (round % 2 === 1) order.reverse();
    for (const at of order) pools[at]!.push(await slice(targets[at]!, scenario, connections, ms));
  }
  return pools.map(figures);
}
