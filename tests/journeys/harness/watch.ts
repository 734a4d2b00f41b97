import type { Page, Response } from 'playwright-core';

/** A refusal that the journey means to provoke: `409 POST /api/v1/customers`, as text or pattern. */
export type Expected = string | RegExp;

// Nobody is logged in yet when the page asks who it is.
const always: readonly Expected[] = ['401 GET /api/v1/auth/me'];

const fits = (line: string, expected: readonly Expected[]) =>
  expected.some((one) => (typeof one === 'string' ? line.startsWith(one) : one.test(line)));

function lineOf(response: Response): string {
  const { pathname, search } = new URL(response.url());
  return `${response.status()} ${response.request().method()} ${pathname}${search}`;
}

/**
 * Everything that a user would call broken: uncaught errors, errors on the console, breaches of
 * the page's policy, requests that failed and answers from 400 up. The list fills while the page
 * lives.
 */
export async function watch(page: Page, expected: readonly Expected[]): Promise<string[]> {
  const faults: string[] = [];
  const allowed = [...always, ...expected];
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const text = message.text();
    // The answer itself is judged below.
    if (text.startsWith('Failed to load resource')) return;
    faults.push(`console: ${text}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !fits(lineOf(response), allowed)) faults.push(lineOf(response));
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    const line = `${why} ${request.method()} ${new URL(request.url()).pathname}`;
    // What the page itself gave up, and the event stream of a page that closes, is no failure.
    if (why !== 'net::ERR_ABORTED' && !fits(line, allowed)) faults.push(line);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI}`);
    });
  });
  return faults;
}
