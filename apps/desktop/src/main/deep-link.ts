import { linkAreas, type LinkArea } from '../bridge/route.ts';

const form = /^xinhang:\/\/([a-z][a-z-]{0,19})(?:\/([1-9][0-9]{0,14}))?\/?$/;
const areas: ReadonlySet<string> = new Set<LinkArea>(linkAreas);

/**
 * The route of a link from outside: `xinhang://customers/123` is `/customers/123`. Anything but a
 * known area and a number is null: links come from mails and chats, that is from anybody.
 */
export function routeOfLink(link: string): string | null {
  const match = form.exec(link);
  if (!match || !areas.has(match[1]!)) return null;
  return match[2] === undefined ? `/${match[1]}` : `/${match[1]}/${match[2]}`;
}

/** The link among the arguments of a program start (Windows and Linux pass it there). */
export function linkIn(argv: readonly string[]): string | null {
  return argv.find((argument) => argument.startsWith('xinhang://')) ?? null;
}
