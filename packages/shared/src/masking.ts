/** `13812345678` becomes `138****5678`; shorter numbers keep only their end. */
export function maskPhone(phone: string): string {
  const text = phone.trim();
  if (text.length >= 10) return `${text.slice(0, 3)}****${text.slice(-4)}`;
  return `****${text.slice(text.length - Math.min(3, Math.floor(text.length / 2)))}`;
}

/** `深圳华瑞科技有限公司` becomes `深圳********`: the place, and how long it is, at most eight. */
export function maskName(name: string): string {
  const letters = Array.from(name.trim());
  const kept = Math.min(2, Math.floor(letters.length / 2));
  return letters.slice(0, kept).join('') + '*'.repeat(Math.min(8, letters.length - kept));
}
