'use client';
import { CircleAlert, CircleCheck, CircleOff, CircleSlash2, Variable } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { RuleRow, RuleState } from '@/lib/rules/model';
import { uiLevel } from '../record/ui-level';
import { Badge, type Intent } from '../ui/badge';
import { SeverityBadge } from '../ui/severity-badge';
import { ruleState } from './rule-state';
import { useCostText } from './use-cost-text';

const LOOKS: Readonly<Record<RuleState, { intent: Intent; Icon: typeof CircleAlert }>> = {
  'in force': { intent: 'positive', Icon: CircleCheck },
  disabled: { intent: 'neutral', Icon: CircleOff },
  quarantined: { intent: 'negative', Icon: CircleSlash2 },
  broken: { intent: 'negative', Icon: CircleAlert },
  'placeholder unset': { intent: 'notice', Icon: Variable },
};

/** What the rule is doing, by shape and word; in quarantine with what it cost. */
export function RuleStateBadge({ rule }: { rule: RuleRow }) {
  const t = useTranslations('rules');
  const costText = useCostText();
  const state = ruleState(rule);
  const { intent, Icon } = LOOKS[state];
  const cost = state === 'quarantined' ? rule.excess?.nanosecondsPerEvent : undefined;
  if (state === 'in force') return <span className="inline-flex items-center gap-1.5 text-sm text-content-secondary"><Icon aria-hidden size={12} className="text-content-positive" />{t(`states.${state}`)}</span>;
  return (
    <span className="inline-flex items-center gap-2">
      <Badge intent={intent} icon={<Icon aria-hidden size={11} />} {...(rule.problems[0] ? { title: rule.problems[0].reason } : {})}>{t(`states.${state}`)}</Badge>
      {cost !== undefined && cost !== null && <span className="text-sm text-content-negative tabular-nums">{costText(cost)}</span>}
    </span>
  );
}

/** The level in force; a dot where the tenant changed the author's. */
export function RuleLevelBadge({ rule }: { rule: Pick<RuleRow, 'level' | 'ruleLevel'> }) {
  const t = useTranslations('rules');
  const severity = useTranslations('severity');
  const changed = rule.level === rule.ruleLevel ? null : t('levelChanged', { level: severity(uiLevel(rule.ruleLevel)) });
  return (
    <span className="inline-flex items-center gap-1" title={changed ?? undefined}>
      <SeverityBadge level={uiLevel(rule.level)} />
      {changed !== null && <><span aria-hidden className="text-content-accent">✎</span><span className="sr-only">{changed}</span></>}
    </span>
  );
}

/** Where the rule comes from. */
export function RuleOrigin({ rule }: { rule: Pick<RuleRow, 'origin' | 'originSet' | 'edited'> }) {
  const t = useTranslations('rules');
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <span className="truncate text-content-secondary">{rule.origin === 'imported' && rule.originSet !== '' ? rule.originSet : t(`origins.${rule.origin}`)}</span>
      {rule.edited && <span title={t('editedHint')} className="text-sm text-content-tertiary">{t('edited')}</span>}
    </span>
  );
}

/** How often the findings of closed alerts called its signals harmless. */
export function FalsePositiveRate({ rule }: { rule: Pick<RuleRow, 'outcome'> }) {
  const t = useTranslations('rules');
  const { judged = 0, falsePositives = 0 } = rule.outcome ?? {};
  if (judged === 0) return <span className="text-content-tertiary" title={t('notJudged')}>—</span>;
  return <span className="tabular-nums" title={t('judgedOf', { part: falsePositives, whole: judged })}>{Math.round((falsePositives / judged) * 100)}% <span className="text-content-tertiary">{falsePositives}/{judged}</span></span>;
}
