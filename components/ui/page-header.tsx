import type { ReactNode } from 'react';

/** The page's name, the only large type on it, with what belongs to the whole page. */
export function PageHeader({ title, meta, actions }: { title: ReactNode; meta?: ReactNode; actions?: ReactNode }) {
  return (
    <header className="gutter flex flex-wrap items-end gap-x-4 gap-y-2 pt-4 pb-3">
      <div className="min-w-0 flex-1">
        <h1 className="text-title font-medium tracking-tight text-content">{title}</h1>
        {meta !== undefined && <div className="mt-1 text-md text-content-secondary">{meta}</div>}
      </div>
      {actions !== undefined && <div className="flex items-center gap-2">{actions}</div>}
    </header>
  );
}
