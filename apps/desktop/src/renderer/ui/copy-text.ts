/** Puts text on the clipboard; false where the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Missing on plain http in the office network, which is no secure context.
    if ('clipboard' in navigator) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Not allowed: the older way may still be.
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  // Inside the dialog, because a dialog keeps the focus to itself.
  const within = document.activeElement?.closest('[role=dialog]') ?? document.body;
  within.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}
