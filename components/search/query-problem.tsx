'use client';
import { CircleAlert } from 'lucide-react';
import { useMessage } from '../i18n/use-message';
import { cutAt, type SyntaxProblem } from './syntax-problem';

/** What is wrong with the query, in words and at its place. */
export function QueryProblem({ id, query, problem }: { id: string; query: string; problem: SyntaxProblem }) {
  const message = useMessage();
  const [before, piece, after] = cutAt(query, problem.at);
  return (
    <div id={id} role="alert" className="mt-2 flex items-start gap-2 rounded-md border border-stroke-negative bg-surface-negative px-3 py-2 text-sm">
      <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-content-negative" />
      <div className="min-w-0">
        <p className="text-content-negative">{message(`search.problem.${problem.key}`, problem.params)}</p>
        <p className="mt-1 font-mono break-all whitespace-pre-wrap text-content-secondary">{before}<mark className="bg-transparent font-medium text-content-negative underline decoration-wavy underline-offset-4">{piece}</mark>{after}</p>
      </div>
    </div>
  );
}
