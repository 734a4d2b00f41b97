import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { describe } from 'vitest';

const places = [
  // The browser without windows of its own: those cost a third of the processor time of a visit.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executable = process.env['XINHANG_BROWSER'] ?? places.find((path) => existsSync(path));

export const builtScreens = join(import.meta.dirname, '../../../dist/renderer');

/** Why no journey can run here; null when one can. */
function obstacle(): string | null {
  if (!executable) return 'no browser: apt-get install -y chromium-headless-shell fonts-noto-cjk';
  if (!existsSync(join(builtScreens, 'index.html')))
    return 'the screens are not built: node build/run.mjs build';
  return null;
}

const why = obstacle();
/** A `describe` that is skipped, and says why, where there is no browser or nothing to show in it. */
export function journeys(name: string, body: () => void): void {
  if (why === null) describe(name, body);
  else {
    console.log(`Skipped "${name}": ${why}`);
    describe.skip(`${name} (${why})`, body);
  }
}

/** Of this process: it outlives the modules of a file. */
const own = globalThis as typeof globalThis & { journeyBrowser?: Promise<Browser> };

/**
 * The browser of all journeys of a process: to begin one costs two seconds of a processor. Each
 * visit has a context of its own, and nothing stays of one that is closed. It ends with the process.
 */
export async function theBrowser(): Promise<Browser> {
  const running = await own.journeyBrowser?.catch(() => undefined);
  if (running?.isConnected()) return running;
  own.journeyBrowser = launch();
  return await own.journeyBrowser;
}

async function launch(): Promise<Browser> {
  if (!executable) throw new Error(why ?? 'no browser');
  return await chromium.launch({
    executablePath: executable,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      // Nothing here is judged by its frames: fewer processes and threads for the two cores.
      '--in-process-gpu',
      '--num-raster-threads=1',
      // A visit lives for seconds: what is compiled for speed costs a fifth more than it gives back.
      '--js-flags=--no-opt --no-maglev',
      '--disable-quic',
      '--no-first-run',
      // A whole Chromium loads the list below its address bar for each window, twice.
      '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
