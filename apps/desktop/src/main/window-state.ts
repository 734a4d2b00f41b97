import { z } from 'zod';
import type { ScreenApi, WindowApi } from './electron-api.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import type { Log } from './log.ts';

const side = z.int().min(-100_000).max(100_000);
const windowState = z.object({
  x: side,
  y: side,
  width: z.int().min(400).max(20_000),
  height: z.int().min(300).max(20_000),
  maximized: z.boolean(),
});
export type WindowState = z.output<typeof windowState>;

/** Where to open the window; without x and y the system centres it. */
export interface WindowPlace {
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximized: boolean;
}

export const defaultPlace: WindowPlace = { width: 1280, height: 800, maximized: false };

type Rectangle = { x: number; y: number; width: number; height: number };

const overlap = (a0: number, aLength: number, b0: number, bLength: number) =>
  Math.min(a0 + aLength, b0 + bLength) - Math.max(a0, b0);

/**
 * The stored place if enough of the title bar lies on a display that is still there; otherwise the
 * size alone. A laptop taken off its second screen must not open a window nobody can reach.
 */
export function placeOn(state: WindowState | null, workAreas: readonly Rectangle[]): WindowPlace {
  if (!state) return defaultPlace;
  const reachable = workAreas.some(
    (area) =>
      overlap(state.x, state.width, area.x, area.width) >= 120 &&
      state.y >= area.y - 8 &&
      overlap(state.y, 40, area.y, area.height) >= 32,
  );
  if (reachable) return state;
  const largest = workAreas.reduce((size, area) => Math.max(size, area.width), 0);
  const fits = largest === 0 || state.width <= largest;
  return { ...defaultPlace, ...(fits && { width: state.width, height: state.height }) };
}

export async function readPlace(file: string, screen: ScreenApi, log: Log): Promise<WindowPlace> {
  const state = await readJsonFile(file, windowState, log);
  return placeOn(
    state,
    screen.getAllDisplays().map((display) => display.workArea),
  );
}

/** Keeps the place of the window for the next start. */
export async function savePlace(file: string, window: WindowApi): Promise<void> {
  const state = { ...window.getNormalBounds(), maximized: window.isMaximized() };
  await writeJsonFile(file, windowState.parse(state));
}
