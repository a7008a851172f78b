import type { ReactNode } from 'react';

/** One part of the gallery under its name. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="border-b border-stroke-subtle py-4">
      <h3 className="label-caps mb-2">{name}</h3>
      <div className="flex flex-wrap items-center gap-3">{children}</div>
    </section>
  );
}
