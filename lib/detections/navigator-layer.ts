import type { MatrixCell } from './model';

/** Counts as a layer file of the ATT&CK Navigator: one entry per technique and tactic, shaded by count. */
export function navigatorLayer(cells: readonly MatrixCell[], name: string, description: string) {
  return {
    name, description, domain: 'enterprise-attack', versions: { attack: '18', navigator: '5.1.0', layer: '4.5' },
    techniques: cells.map(({ tactic, technique, count }) => ({ techniqueID: technique, tactic: TACTIC_SHORT_NAMES[tactic] ?? '', score: count, comment: `${count}`, enabled: true, showSubtechniques: true })),
    gradient: { colors: ['#ffffff', '#0f766e'], minValue: 0, maxValue: Math.max(1, ...cells.map((c) => c.count)) },
    sorting: 3, hideDisabled: false, selectTechniquesAcrossTactics: false,
  };
}

const TACTIC_SHORT_NAMES: Readonly<Record<string, string>> = {
  TA0043: 'reconnaissance', TA0042: 'resource-development', TA0001: 'initial-access', TA0002: 'execution', TA0003: 'persistence', TA0004: 'privilege-escalation', TA0005: 'defense-evasion',
  TA0006: 'credential-access', TA0007: 'discovery', TA0008: 'lateral-movement', TA0009: 'collection', TA0011: 'command-and-control', TA0010: 'exfiltration', TA0040: 'impact',
};
