import { describe, expect, it } from 'vitest';
import { safeNext } from '@/lib/users/safe-next';

describe('where sign-in leads', () => {
  it.each(['/techniques?range=24h&rule=a#top', '/workbench/WB-1-20260112-00003', '/settings/sources?open=3', '/search?q=%E6%9D%B1'])('is the asked page %s', (next) => {
    expect(safeNext(next)).toBe(next);
  });

  it.each([null, undefined, '', 'workbench', 'https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', '/\t/elsewhere.example', '\\/elsewhere.example', 'javascript:alert(1)', '/api/console/session', '/./\\elsewhere.example/..//x\n'])('is the start page for %j', (next) => {
    expect(safeNext(next)).toBe('/home');
  });
});
