const SOURCE = /^(?:northwind|crm-pipeline):/;

/**
 * A number of another program as a person knows it. A data set puts its own name before the
 * number to keep it apart from others, and knows some rows by name only: nothing to show then.
 */
export function shownExternalNo(externalNo: string, name: string): string {
  const own = externalNo.replace(SOURCE, '');
  return own === name ? '' : own;
}
