import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { Screen, type Looks } from './screen.ts';

/**
 * What one person does in a browser of their own. Fails when the page broke anywhere on the way,
 * and says where the picture of a failure is.
 */
export async function visit(
  browser: Browser,
  address: string,
  doing: (screen: Screen) => Promise<void>,
  looks: Looks = {},
): Promise<void> {
  const screen = await Screen.open(browser, address, looks);
  try {
    await doing(screen);
    expect(screen.faults(), 'what broke on the page').toEqual([]);
  } catch (error) {
    const path = join(tmpdir(), `xinhang-journey-${Date.now()}.png`);
    await screen.page.screenshot({ path }).catch(() => undefined);
    console.log(`The screen when the journey failed: ${path}`);
    if (screen.faults().length > 0) console.log(screen.faults().join('\n'));
    throw error;
  } finally {
    await screen.close();
  }
}
