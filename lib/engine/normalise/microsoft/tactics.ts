/** Tactics by their names without spaces and in small letters. */
const TACTICS: Readonly<Record<string, string | undefined>> = {
  reconnaissance: 'TA0043', resourcedevelopment: 'TA0042', initialaccess: 'TA0001', execution: 'TA0002', persistence: 'TA0003', privilegeescalation: 'TA0004', defenseevasion: 'TA0005',
  credentialaccess: 'TA0006', discovery: 'TA0007', lateralmovement: 'TA0008', collection: 'TA0009', exfiltration: 'TA0010', commandandcontrol: 'TA0011', impact: 'TA0040', ransomware: 'TA0040',
};

/** The id of a tactic as products spell it: `LateralMovement`, `Lateral Movement`, `lateral-movement`. */
export function tacticId(name: string): string | undefined {
  return TACTICS[name.replace(/[\s_-]+/g, '').toLowerCase()];
}
