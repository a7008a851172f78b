/** Whether a rule is in force: as the tenant decided, else unless its author calls it deprecated; never in quarantine. */
export function isEnabled(status: string, overlay: { enabled: boolean | null; quarantined: boolean } | undefined): boolean {
  return !overlay?.quarantined && (overlay?.enabled ?? status !== 'deprecated');
}
