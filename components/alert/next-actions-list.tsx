'use client';
import { useTranslations } from 'use-intl';
import type { AlertContent } from '@/lib/engine/correlate/types';
import { useMessage } from '../i18n/use-message';
import { Time } from '../time/time';
import { nextActions } from './next-actions';
import { shortParams } from './story-text';
import { StepMark } from './step-mark';
import { useSelection } from './use-selection';

/** What to do next, each point with the step that it follows from. */
export function NextActionsList({ content }: { content: AlertContent }) {
  const t = useTranslations('alert');
  const message = useMessage();
  const { select } = useSelection();
  const actions = nextActions(content);
  if (actions.length === 0) return null;
  return (
    <section aria-label={t('next')} className="px-5 py-3">
      <h3 className="font-medium text-content">{t('next')}</h3>
      <ul className="mt-1">
        {actions.map((action) => (
          <li key={action.sentence.key}>
            <button type="button" onClick={() => select({ kind: 'step', number: action.step })} className="focus-inset -mx-2 flex w-[calc(100%+16px)] items-start gap-2 rounded-sm px-2 py-1 text-left text-content-secondary hover:bg-surface-hover">
              <StepMark number={action.step} />
              <span className="min-w-0 flex-1 break-words">{message(`alert.${action.sentence.key}`, shortParams(action.sentence.params))} <Time at={action.at} mode="time" seconds={false} className="text-sm text-content-tertiary" /></span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
