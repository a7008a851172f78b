import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choosable, firstDraft, suggestions, type Draft, type Subject } from '@/components/exceptions/draft';
import { addSlice, type Preview } from '@/components/exceptions/use-preview';
import type { Activity } from '@/lib/engine/activity/activity';
import { compileExceptions } from '@/lib/engine/exceptions/compile';
import type { PreviewSlice } from '@/lib/exceptions/model';

const ACTIVITY: Activity = {
  observedAt: 0, timeSource: 'record', family: 'windows', kind: 'process_start', endpointKey: 'pc-0412', endpointName: 'PC-0412', accountKey: 'tanaka', accountName: 'KOYAMA\\tanaka',
  processImage: 'C:\\Users\\tanaka\\AppData\\tool.exe', processCommandLine: 'tool.exe --job 48213', parentProcessImage: 'C:\\Windows\\explorer.exe',
};
const subject: Subject = { key: 'k', label: 'l', activity: ACTIVITY, rules: [{ id: 'r-1', title: 'Rule' }] };
const mutes = (draft: Draft, activity: Activity = ACTIVITY, rule = 'r-1'): boolean => compileExceptions([{ id: 1, ...draft, from: 0, until: 1 }])({ activity, sourceId: 1, receivedAt: 0 }, rule) !== undefined;

describe('the first draft', () => {
  it('mutes what it was made from and nothing that differs', () => {
    const draft = firstDraft(subject);
    expect(mutes(draft)).toBe(true);
    for (const change of [{ endpointKey: 'pc-1' }, { accountKey: 'sato' }, { processImage: 'C:\\x.exe' }, { processCommandLine: 'tool.exe' }]) expect(mutes(draft, { ...ACTIVITY, ...change })).toBe(false);
    expect(mutes(draft, ACTIVITY, 'r-2')).toBe(false);
  });

  it('does without what the record does not say', () => {
    expect(firstDraft({ ...subject, activity: { productRuleName: 'Rule' } })).toMatchObject({ conditions: [{ property: 'productRuleName', values: ['Rule'] }], scope: { endpoints: [], accounts: [] } });
  });

  it('offers every known field but the time', () => {
    expect(choosable(ACTIVITY)).not.toContain('observedAt');
    expect(choosable(ACTIVITY)).toContain('parentProcessImage');
  });
});

describe('suggestions', () => {
  const broader = suggestions(firstDraft(subject), subject).filter(({ direction }) => direction === 'broader');

  it('still mute what the draft muted, however many are taken', () => {
    fc.assert(fc.property(fc.array(fc.nat(9), { maxLength: 6 }), (choices) => {
      let draft = firstDraft(subject);
      for (const choice of choices) {
        const all = suggestions(draft, subject);
        draft = all[choice % Math.max(1, all.length)]?.draft ?? draft;
      }
      expect(mutes(draft)).toBe(true);
    }));
  });

  it.each<[string, Partial<Activity>]>([['any_endpoint', { endpointKey: 'pc-1' }], ['any_account', { accountKey: 'sato' }], ['user_folder', { processImage: 'C:\\Users\\sato\\AppData\\tool.exe' }], ['numbers', { processCommandLine: 'tool.exe --job 99' }], ['drop_command_line', { processCommandLine: 'tool.exe --other' }]])('%s takes in more', (step, change) => {
    const draft = broader.find((each) => each.step === step)?.draft;
    expect(draft && mutes(draft, { ...ACTIVITY, ...change })).toBe(true);
  });

  it('that would change nothing are not made', () => {
    const wide = { ...firstDraft(subject), scope: { rules: ['r-1'], endpoints: [], accounts: [], sources: [] } };
    expect(suggestions(wide, subject).map(({ step }) => step)).not.toContain('any_endpoint');
  });

  it('leave a value alone in which a star is a star', () => {
    const draft: Draft = { ...firstDraft(subject), conditions: [{ property: 'processCommandLine', operator: 'equals', values: ['copy *.* 12345'] }] };
    expect(suggestions(draft, subject).map(({ step }) => step)).not.toContain('numbers');
  });
});

describe('slices of a preview', () => {
  const slice = (muted: number): PreviewSlice => ({
    looked: 10, muted, partly: 1, rules: { a: muted }, endpoints: { pc: muted }, accounts: {}, highOrCritical: muted, truePositiveAlerts: [`WB-${muted}`], openAlerts: ['WB-9'], absent: [{ property: 'url', sourceId: 1, count: 1 }],
    examples: [{ uuid: `u${muted}`, observedAt: '', endpointName: null, accountName: null }], done: 0.5,
  });
  it('add up', () => {
    const empty: Preview = { state: 'running', of: '', looked: 0, muted: 0, partly: 0, rules: {}, endpoints: {}, accounts: {}, highOrCritical: 0, truePositiveAlerts: [], openAlerts: [], absent: [], examples: [], done: 0 };
    const sum = [1, 2, 2].reduce((before, muted) => addSlice(before, slice(muted)), empty);
    expect(sum).toMatchObject({ looked: 30, muted: 5, partly: 3, rules: { a: 5 }, endpoints: { pc: 5 }, highOrCritical: 5, truePositiveAlerts: ['WB-1', 'WB-2'], openAlerts: ['WB-9'], absent: [{ property: 'url', sourceId: 1, count: 3 }], done: 0.5 });
  });
});
