import type { KeyboardEvent } from 'react';

/** True while an input method is composing: then no shortcut may fire. */
export function composing(event: KeyboardEvent | globalThis.KeyboardEvent): boolean {
  const native = 'nativeEvent' in event ? event.nativeEvent : event;
  // 229: older input methods say nothing else.
  return native.isComposing || native.keyCode === 229;
}

function isConfirm(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey);
}

function isSave(event: KeyboardEvent): boolean {
  return isConfirm(event) || (event.ctrlKey && event.key.toLowerCase() === 's');
}

/**
 * For what confirms with Ctrl+Enter: a field with a list never sees it. Open it would add the choice
 * that happens to be highlighted, a role or a colleague nobody picked; shut it would open.
 */
export function listKeys(confirm: () => void) {
  return {
    onKeyDownCapture: (event: KeyboardEvent<HTMLElement>) => {
      if (composing(event) || !isConfirm(event)) return;
      const { target } = event;
      if (!(target instanceof HTMLElement) || !target.matches('[role=combobox]')) return;
      event.stopPropagation();
      event.preventDefault();
      // Closes the list, and takes what was typed where anything may be typed.
      target.blur();
      confirm();
    },
  };
}

/** Listeners of a form in which Ctrl+Enter and Ctrl+S save; `other` hears every other key. */
export function saveKeys(save: () => void, other?: (event: KeyboardEvent<HTMLElement>) => void) {
  return {
    ...listKeys(save),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (composing(event)) return;
      if (!isSave(event)) return other?.(event);
      event.preventDefault();
      save();
    },
  };
}

/** True where letters are text: single-key shortcuts stay silent there. */
export function typing(event: { target: EventTarget | null }): boolean {
  return (
    event.target instanceof HTMLElement &&
    (event.target.isContentEditable ||
      event.target.matches(
        'input:not([type=checkbox], [type=radio]), textarea, select, [role=combobox]',
      ))
  );
}
