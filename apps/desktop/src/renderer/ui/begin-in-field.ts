const fields = 'input:not(:disabled):not([type=hidden]):not([type=file]), textarea:not(:disabled)';
const asks = 'begin-in-field';
const crosses = '.ant-modal-close, .ant-drawer-close';

function focusFirstField(dialog: Element): void {
  if (dialog.querySelector(`:is(${fields}):focus`)) return;
  const inputs = [...dialog.querySelectorAll<HTMLInputElement>(fields)];
  // Ticks and choices come before what is typed, and stand as they are most of the time.
  const typed = inputs.find(({ type }) => type !== 'checkbox' && type !== 'radio');
  (typed ?? inputs[0])?.focus({ preventScroll: true });
}

/** Spread into a dialog or drawer: typing begins in its first field. */
export const beginInField = {
  rootClassName: asks,
  afterOpenChange(open: boolean): void {
    if (!open) return;
    const shown = [...document.querySelectorAll('[role=dialog]')].filter(
      (dialog) => dialog.getClientRects().length > 0,
    );
    const dialog = shown.at(-1);
    if (dialog) focusFirstField(dialog);
  },
};

/**
 * The library gives the focus to the cross, the first that can take it, for as long as a dialog
 * comes up: what is typed then is lost and Enter shuts it. Here the first field has it at once;
 * who goes to the cross from inside the dialog stays on it.
 */
export function watchCrosses(): void {
  document.addEventListener('focusin', ({ target, relatedTarget }) => {
    if (!(target instanceof Element) || !target.matches(crosses)) return;
    const dialog = target.closest(`.${asks} [role=dialog]`);
    if (!dialog || (relatedTarget instanceof Node && dialog.contains(relatedTarget))) return;
    focusFirstField(dialog);
  });
}
