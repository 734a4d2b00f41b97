import type { KeyboardEvent } from 'react';

/** True while an input method is composing: then no shortcut may fire. */
export function composing(event: KeyboardEvent | globalThis.KeyboardEvent): boolean {
  const native = 'nativeEvent' in event ? event.nativeEvent : event;
  // 229: older input methods say nothing else.
  return native.isComposing || native.keyCode === 229;
}

export function isConfirm(event: KeyboardEvent): boolean {
  return !composing(event) && event.key === 'Enter' && (event.ctrlKey || event.metaKey);
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
