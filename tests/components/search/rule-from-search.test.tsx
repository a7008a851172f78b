import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { describe, expect, it } from 'vitest';
import { RuleEditorScreen } from '@/components/rules/rule-editor-screen';
import { draftRule } from '@/components/search/rule-draft';
import { CommandsProvider } from '@/components/shell/commands';
import { ConfirmProvider } from '@/components/ui/confirm';
import { renderPart } from '../render-support';

const nowhere = (): void => undefined;
const router: AppRouterInstance = { back: nowhere, forward: nowhere, refresh: nowhere, push: nowhere, replace: nowhere, prefetch: nowhere, bfcacheId: '' };

function editor(query: string): string {
  const draft = draftRule(query);
  return renderPart(
    <AppRouterContext value={router}><PathnameContext value="/rules/new"><SearchParamsContext value={new URLSearchParams()}><QueryClientProvider client={new QueryClient()}><ConfirmProvider><CommandsProvider>
      <RuleEditorScreen rule={null} canWrite draft={'text' in draft ? draft.text : undefined} />
    </CommandsProvider></ConfirmProvider></QueryClientProvider></SearchParamsContext></PathnameContext></AppRouterContext>,
  );
}

describe('the editor of a new rule', () => {
  it('begins with the rule that a search became', () => {
    const html = editor('event.action:process_start and process.executable:"*\\cmd.exe"');
    expect(html).toContain('category: process_creation');
    expect(html).toContain('Image|endswith: &#x27;\\cmd.exe&#x27;');
  });

  it('begins with the pattern when the search can be none', () => expect(editor('cmd.exe')).toContain('Name of what it finds'));
});
