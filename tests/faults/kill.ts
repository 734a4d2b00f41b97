import { Company } from './kill-company.ts';
import { random } from './random.ts';

export interface KillReport {
  kills: number;
  acknowledged: number;
  /** Commands of which nobody knew whether they had happened, sent again under their key. */
  sentAgain: number;
  /** Milliseconds from the start of a process to its address: the middle and the longest. */
  restartMs: { p50: number; max: number };
  found: string[];
}

/** Kills the server under load, at writes drawn from a seed, and looks each time what is left. */
export async function killUnderLoad(options: {
  kills: number;
  writers: number;
  seed: number;
  /** Loses every fifth commit: must be found out. */
  forgetful?: boolean;
}): Promise<KillReport> {
  const draw = random(options.seed);
  const company = new Company();
  const found: string[] = [];
  try {
    await company.start();
    await company.firstLogin();
    await company.kill();
    for (let round = 1; round <= options.kills; round += 1) {
      // The control must come as far as many answers, whatever the machine.
      const at = (options.forgetful ? 1000 : 30) + Math.floor(draw() * 400);
      await company.start({
        XINHANG_TEST_KILL_AT: String(at),
        ...(options.forgetful && { XINHANG_TEST_FORGET: '1' }),
      });
      const odd = await company.writeUntilKilled(round, options.writers);
      const where = `round ${round} of seed ${options.seed}, write ${at}`;
      found.push(...[...odd, ...company.look()].map((words) => `${where}: ${words}`));
    }
    await company.start();
    const sentAgain = await company.sendAgain();
    found.push(...company.lookForDoubles());
    const starts = company.starts.slice(1).toSorted((a, b) => a - b);
    return {
      kills: options.kills,
      acknowledged: company.acknowledged.length,
      sentAgain,
      restartMs: {
        p50: Math.round(starts[Math.floor(starts.length / 2)]!),
        max: Math.round(starts.at(-1)!),
      },
      found,
    };
  } finally {
    await company.end();
  }
}
