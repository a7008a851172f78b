/** ATT&CK tactics in the order of the matrix, each with its key in the `tactic` messages. */
export const TACTICS = [
  ['TA0043', 'reconnaissance'], ['TA0042', 'resource_development'], ['TA0001', 'initial_access'], ['TA0002', 'execution'], ['TA0003', 'persistence'], ['TA0004', 'privilege_escalation'],
  ['TA0005', 'defense_evasion'], ['TA0006', 'credential_access'], ['TA0007', 'discovery'], ['TA0008', 'lateral_movement'], ['TA0009', 'collection'], ['TA0011', 'command_and_control'],
  ['TA0010', 'exfiltration'], ['TA0040', 'impact'],
] as const;

type TacticKey = (typeof TACTICS)[number][1];

const KEYS: ReadonlyMap<string, TacticKey> = new Map(TACTICS);

/** Message key of a tactic id; undefined for ids that ATT&CK does not have. */
export function tacticKey(id: string): TacticKey | undefined {
  return KEYS.get(id);
}
