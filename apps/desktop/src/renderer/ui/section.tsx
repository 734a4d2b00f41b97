import type { ReactNode } from 'react';

/** A titled part of a page, with its actions at the right. */
export function Section(props: { title: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="section" aria-label={props.title}>
      <div className="section-head">
        <h2>{props.title}</h2>
        <span className="spring" />
        {props.extra}
      </div>
      {props.children}
    </section>
  );
}
