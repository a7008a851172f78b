import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { AlertLinks } from '@/components/alert/alert-links';
import { NoteText } from '@/components/alert/notes-panel';
import { SimilarList, type SimilarView } from '@/components/alert/similar-panel';
import { StepsPanel } from '@/components/alert/steps-panel';
import { SelectedPanel } from '@/components/alert/selected-panel';
import { TimelinePanel } from '@/components/alert/timeline-panel';
import { WhyScore } from '@/components/alert/why-score';
import { WhyTogether } from '@/components/alert/why-together';
import { GraphList } from '@/components/graph/graph-list';
import { GraphStill } from '@/components/graph/graph-still';
import { LOCALES } from '@/components/i18n/locales';
import { CATALOGUES } from '@/components/i18n/messages';
import { renderPart } from '../render-support';
import { CONTENT, SIGNALS, VIEW } from './support/alert-fixture';

const textOf = (part: ReactNode, locale: 'en' | 'ja' = 'en'): string => renderPart(part, locale).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const ignore = vi.fn();

describe.each(LOCALES)('the alert page in %s', (locale) => {
  const own = CATALOGUES[locale];

  it('tells the steps in order, with number, phase and who did what', () => {
    const text = textOf(<StepsPanel content={CONTENT} />, locale);
    const places = ['①', '②', '③', '④'].map((mark) => text.indexOf(mark));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThanOrEqual(0);
    for (const words of [own.phase.initial_access, own.phase.exfiltration, 'tanaka', 'PC-0412', '請求書.exe', '09:41:00']) expect(text).toContain(words);
  });

  it('names the closed alert in which the same was seen before, and leads there', () => {
    const links = [{ kind: 'recurrence' as const, alertId: 'WB-1-20260101-00007', finding: 'false_positive', reason: { key: 'term_recurrence', params: { alert: 'WB-1-20260101-00007', finding: 'false_positive', count: 2, total: 3 } } }];
    expect(renderPart(<AlertLinks links={links} />, locale)).toContain('href="/workbench/WB-1-20260101-00007"');
    expect(renderPart(<AlertLinks links={undefined} />, locale)).not.toContain('/workbench/');
  });

  it('shows similar alerts with what was found, and a hint with its evidence', () => {
    const view: SimilarView = {
      items: [{ id: 'WB-1-20260101-00003', title: CONTENT.title, score: 61, severity: 'high', status: 'closed', finding: 'false_positive', lastSeen: 0, similarity: 0.8, sharedRules: 3, sharedEntities: ['PC-0412'] }],
      hint: { finding: 'false_positive', count: 4, of: 4 },
    };
    const text = textOf(<SimilarList view={view} />, locale);
    for (const words of [own.finding.false_positive, '80', 'PC-0412', '4']) expect(text).toContain(words);
    expect(textOf(<SimilarList view={{ items: [], hint: null }} />, locale)).toContain(own.alert.similarNone);
  });

  it('gives the score as a sum of reasons', () => {
    const text = textOf(<WhyScore content={CONTENT} />, locale);
    for (const words of ['+46', '+18', '−4', 'Rule hidden', '84', own.severity.critical]) expect(text).toContain(words);
  });

  it('says why the parts belong together, and how sure that is', () => {
    const text = textOf(<WhyTogether edges={CONTENT.edges} />, locale);
    for (const words of [own.alert.edgeKinds.lineage, 'drop.example.net', '90']) expect(text).toContain(words);
  });

  it.each([
    ['steps', <StepsPanel key="s" content={CONTENT} />], ['summary', <SelectedPanel key="p" view={VIEW} onRecord={ignore} />], ['timeline', <TimelinePanel key="t" content={CONTENT} signals={SIGNALS} />],
    ['list of the graph', <GraphList key="l" graph={CONTENT.graph} />],
  ])('leaves no message key in the %s', (_name, part) => {
    expect(textOf(part, locale)).not.toMatch(/\b(story|alert|graph|field|phase)\.[a-z_]+/i);
  });
});

describe('what attackers write', () => {
  it('is text, never markup, in steps and in notes', () => {
    expect(renderPart(<StepsPanel content={CONTENT} />)).toContain('&lt;b&gt;invoice.exe');
    const note = renderPart(<NoteText note={VIEW.alert.notes[0]!} />);
    expect(note).toContain('&lt;script&gt;');
    expect(note.match(/<p class="mt-1/g)).toHaveLength(2);
  });

  it('does not make a wall: a long command is cut in the sentence', () => {
    expect(textOf(<StepsPanel content={CONTENT} />)).not.toContain('x'.repeat(60));
  });
});

describe('the timeline', () => {
  it('has a lane per endpoint and a named mark per detection', () => {
    const html = renderPart(<TimelinePanel content={CONTENT} signals={SIGNALS} />);
    expect(html).toContain('PC-0412');
    expect(html).toMatch(/aria-label="2026-01-12 09:41:00 · Medium · Rule download/);
    expect(html).toContain('◆');
  });
});

describe('the graph without a mouse', () => {
  it('is a table with a row for every edge', () => {
    expect(renderPart(<GraphList graph={CONTENT.graph} />).match(/<tr/g)).toHaveLength(CONTENT.graph.edges.length + 1);
  });

  it('is a named picture on paper, with every node', () => {
    const html = renderPart(<GraphStill graph={CONTENT.graph} label="Attack graph" />);
    expect(html).toContain('role="img"');
    expect(html.match(/<rect/g)).toHaveLength(CONTENT.graph.nodes.length);
  });
});
