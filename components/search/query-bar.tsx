'use client';
import { Search } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { SEARCH_CHARS_MAX } from '@/lib/engine/query/search-parser';
import { useCommands } from '../shell/commands';
import { Button } from '../ui/button';
import { Input } from '../ui/input';
import { LanguageHelp } from './language-help';
import { OfferList } from './offer-list';
import { QueryProblem } from './query-problem';
import { useQueryBar } from './use-query-bar';

interface Props {
  /** The query that is on show, of the URL. */
  value: string;
  /** The URL's range, from which values are offered. */
  range: string;
  onRun: (query: string) => void;
}

/** Where the query is written. Enter runs it, unless an input method composes; what cannot be understood is said below, at its place. */
export function QueryBar({ value, range, onRun }: Props) {
  const t = useTranslations('search'), id = useId(), [helping, setHelping] = useState(false);
  const { input, draft, problem, offers, active, ...bar } = useQueryBar({ value, range, onRun, onHelp: () => setHelping(true) });
  useCommands(() => [{ id: 'search.bar', label: t('focusBar'), keys: '/', run: () => input.current?.select() }, { id: 'search.help', label: t('help.title'), keys: 'q', run: () => setHelping(true) }], [t, input]);
  return (
    <form role="search" aria-label={t('title')} className="min-w-0 flex-1" onSubmit={(event) => { event.preventDefault(); bar.run(); }}>
      <div className="flex items-center gap-2">
        <div className="relative min-w-0 flex-1">
          <Search aria-hidden size={14} className="pointer-events-none absolute top-1/2 left-2 z-10 -translate-y-1/2 text-content-tertiary" />
          <Input ref={input} mono role="combobox" aria-label={t('bar')} aria-autocomplete="list" aria-expanded={offers !== null} placeholder={t('placeholder')} spellCheck={false} maxLength={SEARCH_CHARS_MAX} className="pl-7" value={draft}
            aria-controls={offers === null ? undefined : `${id}-list`} aria-activedescendant={offers !== null && active >= 0 ? `${id}-${active}` : undefined}
            aria-invalid={problem !== null || undefined} aria-describedby={problem === null ? undefined : `${id}-problem`}
            onChange={({ currentTarget: { value: text, selectionStart } }) => bar.type(text, selectionStart ?? text.length)} onSelect={(event) => bar.moveCaret(event.currentTarget.selectionStart ?? 0)}
            onFocus={() => { if (draft === '') bar.open(); }} onBlur={bar.close} onKeyDown={bar.onKeyDown} />
          {offers !== null && <OfferList id={id} offers={offers} active={active} onChoose={bar.choose} />}
        </div>
        <LanguageHelp open={helping} onOpenChange={setHelping} />
        <Button type="submit" intent="primary">{t('run')}</Button>
      </div>
      {problem !== null && <QueryProblem id={`${id}-problem`} query={draft.trim()} problem={problem} />}
    </form>
  );
}
