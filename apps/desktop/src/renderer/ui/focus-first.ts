const fields = 'input:not(:disabled):not([type=hidden]):not([type=file]), textarea:not(:disabled)';

/**
 * Given to a dialog or drawer as `afterOpenChange`: typing begins in its first field. The library
 * puts the focus on the close button, whatever asks for it inside.
 */
export function focusFirstField(open: boolean): void {
  if (!open) return;
  const shown = [...document.querySelectorAll('[role=dialog]')].filter(
    (dialog) => dialog.getClientRects().length > 0,
  );
  const dialog = shown.at(-1);
  if (dialog && !dialog.querySelector(`:is(${fields}):focus`)) {
    const inputs = [...dialog.querySelectorAll<HTMLInputElement>(fields)];
    // Ticks come before what is typed, and stand as they are most of the time.
    (inputs.find(({ type }) => type !== 'checkbox') ?? inputs[0])?.focus();
  }
}
