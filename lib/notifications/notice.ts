import type { Severity } from '../engine/correlate/types';

/** A line of a notice; with `url` it leads somewhere. */
export interface NoticeLine { text: string; url?: string }

/** What is said, in one language, before a receiver gives it its own form. Every text is plain: receivers escape it. */
export interface Notice {
  /** The same for every try at the same message, so that a receiver which knows it can refuse a second one. */
  key: string;
  event: string;
  subject: string;
  heading: string;
  title: string;
  severity: Severity;
  facts: readonly { label: string; value: string }[];
  /** Stands over `lines`. */
  linesLabel: string;
  lines: readonly NoticeLine[];
  linkLabel: string;
  url: string;
  /** For machines: what the notice is about, as data. */
  data: Readonly<Record<string, unknown>>;
}

export const COLOURS: Readonly<Record<Severity, string>> = { critical: '#b3261e', high: '#d9622b', medium: '#c99700', low: '#5b7083' };

/** At most so many UTF-16 units, never through the middle of a character. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** The notice as plain text. `line` gives a line its form. */
export function plainText({ heading, title, facts, linesLabel, lines, linkLabel, url }: Notice): string {
  return [
    heading, title, '', ...facts.map(({ label, value }) => `${label}: ${value}`), ...(lines.length > 0 ? ['', linesLabel, ...lines.map(({ text, url: link }) => `- ${text}${link === undefined ? '' : `\n  ${link}`}`)] : []),
    '', `${linkLabel}: ${url}`,
  ].join('\n');
}
