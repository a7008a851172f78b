import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** Why a form was refused; read out at once. */
export function FormProblem({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className="flex items-start gap-2 rounded-md border border-stroke-negative bg-surface-negative px-3 py-2 text-content-negative">
      <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
