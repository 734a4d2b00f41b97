import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** The bytes of the file that a click saves. */
export async function saved(page: Page, click: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return readFileSync(await download.path());
}
