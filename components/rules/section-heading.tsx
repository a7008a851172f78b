import type { ReactNode } from 'react';

/** Heading of a part of a rule's page, with what belongs to it on the right. */
export function SectionHeading({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-3">
      <h2 className="text-lg font-medium">{children}</h2>
      {aside !== undefined && <span className="text-sm text-content-tertiary">{aside}</span>}
    </div>
  );
}
