'use client';
import { useQueryClient } from '@tanstack/react-query';
import { Save } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Origin } from '@/lib/rules/model';
import { FormProblem } from '../auth/form-problem';
import { useReason } from '../settings/use-reason';
import { ApiError } from '../shell/api';
import { Button } from '../ui/button';
import { ButtonLink } from '../ui/button-link';
import { PageHeader } from '../ui/page-header';
import { useToast } from '../ui/toast';
import { BackTestPanel } from './back-test-panel';
import { lineStart } from './editor-text';
import { RulePreview } from './rule-preview';
import { NEW_RULE_TEXT, rulePagePath } from './rule-text';
import { saveRule, rulesKeys } from './rules-api';
import { RulesTrail } from './rules-trail';
import { useValidation } from './use-validation';
import { ValidationList } from './validation-list';
import { useLeaveGuard, YamlEditor } from './yaml-editor';

/** What is edited; null writes a new rule. */
interface Edited { id: string; title: string; text: string; origin: Origin }

interface Props {
  rule: Edited | null;
  canWrite: boolean;
  /** What a new rule begins with, in place of the pattern. */
  draft?: string | undefined;
}

/** Writes a rule: text on the left, what Yagura makes of it on the right, and a trial on stored records below. */
export function RuleEditorScreen({ rule, canWrite, draft }: Props) {
  const t = useTranslations('rules');
  const saved = rule?.text ?? NEW_RULE_TEXT;
  const [text, setText] = useState(draft ?? saved);
  const { validation, checking, error } = useValidation(text);
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const { busy, problem, done, save } = useSave(rule?.id ?? null, text);
  const problems = validation?.problems ?? [];
  const hasErrors = problems.some(({ severity }) => severity === 'error');
  const changed = text !== saved;
  useLeaveGuard(changed && !done);
  const goTo = (line: number, column: number): void => {
    const at = lineStart(text, line) + Math.max(0, column - 1);
    area.current?.focus();
    area.current?.setSelectionRange(at, at);
  };
  const reason = !canWrite ? t('readOnly') : !changed ? t('editor.unchanged') : hasErrors ? t('editor.hasErrors') : undefined;
  const back = rule === null ? '/rules' : rulePagePath(rule.id);
  return (
    <div className="flex flex-col pb-10">
      <RulesTrail href={back} {...(rule === null ? {} : { label: rule.title })} />
      <PageHeader title={rule === null ? t('editor.newTitle') : t('editor.editTitle', { title: rule.title })} meta={rule === null || rule.origin === 'own' ? undefined : t(rule.origin === 'imported' ? 'editor.importedNote' : 'editor.builtInNote')}
        actions={<>
          <ButtonLink href={back}>{t('editor.cancel')}</ButtonLink>
          <Button intent="primary" icon={<Save aria-hidden size={14} />} busy={busy} onClick={save} {...(reason === undefined ? {} : { disabledReason: reason })}>{t(rule === null ? 'editor.saveNew' : 'editor.save')}</Button>
        </>} />
      {problem !== null && <div className="gutter pb-3"><FormProblem>{problem}</FormProblem></div>}
      <div className="gutter grid gap-x-8 gap-y-6 border-t border-stroke pt-4 xl:grid-cols-[minmax(0,1fr)_440px]">
        <div className="flex min-w-0 flex-col gap-2">
          <div className="h-[56vh] min-h-80"><YamlEditor ref={area} id={`${id}-text`} label={t('editor.text')} describedBy={`${id}-keys ${id}-problems`} value={text} onChange={setText} problems={problems} /></div>
          <p id={`${id}-keys`} className="text-sm text-content-tertiary">{t('editor.keys')}</p>
          <ValidationList id={`${id}-problems`} problems={problems} checking={checking} error={error} onGoTo={goTo} />
        </div>
        <div className="min-w-0"><RulePreview validation={validation} text={text} /></div>
      </div>
      <div className="gutter mt-6 border-t border-stroke pt-4">
        <BackTestPanel ruleId={rule?.id ?? null} kind={validation?.kind ?? 'rule'} canWrite={canWrite} text={text} blocked={problems.length > 0 ? t('editor.hasErrors') : undefined} />
      </div>
    </div>
  );
}

function useSave(ruleId: string | null, text: string): { busy: boolean; problem: string | null; done: boolean; save: () => void } {
  const t = useTranslations('rules.editor');
  const router = useRouter();
  const client = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const [state, setState] = useState<{ busy: boolean; problem: string | null; done: boolean }>({ busy: false, problem: null, done: false });
  const run = async (): Promise<void> => {
    setState({ busy: true, problem: null, done: false });
    try {
      const { id } = await saveRule(ruleId, text);
      setState({ busy: true, problem: null, done: true });
      toast({ intent: 'positive', title: t('saved', { title: /^title:\s*(.*)$/m.exec(text)?.[1] ?? id }) });
      client.removeQueries({ queryKey: rulesKeys.detail(id) });
      await client.invalidateQueries({ queryKey: rulesKeys.lists });
      router.push(rulePagePath(id));
      router.refresh();
    } catch (thrown) {
      // What the server refuses it explains: line, id or author. Its words say more than the kind of refusal.
      const said = thrown instanceof ApiError && (thrown.code === 'bad_request' || thrown.code === 'conflict') ? thrown.message : reasonOf(thrown);
      setState({ busy: false, problem: t('saveFailed', { reason: said }), done: false });
    }
  };
  return { ...state, save: () => void run() };
}
