/** Where the built page wants the nonce of the answer: in `<style>`, `<script>` and the meta tag. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/**
 * The policy of the page. `connect-src 'self'` is `app://xinhang`: there is no other network. No
 * inline script ever; inline styles by nonce, and without one only for a page that was built
 * without the placeholder, which `page-files.ts` reports.
 */
export function contentPolicy(nonce: string | null): string {
  const rules: Record<string, string> = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': nonce === null ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data: blob:",
    'font-src': "'self' data:",
    'connect-src': "'self'",
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'media-src': "'none'",
    'object-src': "'none'",
    'frame-src': "'none'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
  };
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
