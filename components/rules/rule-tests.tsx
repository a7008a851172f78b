'use client';
import { CircleCheck, CircleX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { RuleTest } from '@/lib/rules/model';
import { prettyJson } from '../record/pretty-json';
import { CodeBlock } from '../ui/code-block';
import { EmptyState } from '../ui/empty-state';

/** The events that come with the rule, and whether it does on each what it should, as it stands here. */
export function RuleTests({ tests }: { tests: readonly RuleTest[] }) {
  const t = useTranslations('rules.tests');
  if (tests.length === 0) return <EmptyState kind="none-yet" title={t('empty')} body={t('emptyBody')} />;
  const passed = tests.filter(({ positive, matches }) => positive === matches).length;
  return (
    <div className="flex flex-col gap-6">
      <p className={passed === tests.length ? 'text-content-positive' : 'text-content-negative'}>{t('summary', { passed, total: tests.length })}</p>
      {([true, false] as const).map((positive) => (
        <section key={String(positive)} aria-label={t(positive ? 'positive' : 'negative')}>
          <h2 className="mb-2 text-lg font-medium">{t(positive ? 'positive' : 'negative')}</h2>
          <ul className="grid gap-4 xl:grid-cols-2">
            {tests.filter((test) => test.positive === positive).map((test, index) => <li key={index} className="min-w-0"><Test test={test} number={index + 1} /></li>)}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Test({ test, number }: { test: RuleTest; number: number }) {
  const t = useTranslations('rules.tests');
  const ok = test.positive === test.matches;
  const Icon = ok ? CircleCheck : CircleX;
  return (
    <>
      <p className="mb-1 flex items-center gap-1.5 text-sm">
        <Icon aria-hidden size={13} className={ok ? 'text-content-positive' : 'text-content-negative'} />
        <span>{t(test.matches ? 'matches' : 'silent')}</span><span className="text-content-tertiary">· {t(ok ? 'passed' : 'failed')}</span>
      </p>
      <CodeBlock label={t('event', { number })} code={prettyJson(test.event) ?? test.event} wrap className="[&_pre]:max-h-80 [&_pre]:overflow-y-auto" />
    </>
  );
}
