import type { ReactNode } from 'react';

interface Props {
  facts: readonly (readonly [label: string, value: string])[];
  /** Stands for an empty value; without it such facts are left out. */
  none?: ReactNode;
}

/** Facts that are read and not changed here, a line each. */
export function FactList({ facts, none }: Props) {
  const shown = none === undefined ? facts.filter(([, value]) => value !== '') : facts;
  return (
    <dl className="facts">
      {shown.map(([label, value]) => (
        <div className="fact-row" key={label}>
          <dt>{label}</dt>
          <dd className="fact-plain">{value || none}</dd>
        </div>
      ))}
    </dl>
  );
}
