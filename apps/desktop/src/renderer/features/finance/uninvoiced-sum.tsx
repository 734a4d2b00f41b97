import { money } from './money.ts';

/** A sum over a list, with what it is. */
export function Sum({ label, fen }: { label: string; fen: number }) {
  return (
    <span>
      <span className="soft">{label}</span> <strong>{money(fen)}</strong>
    </span>
  );
}
