import type { Activity, ActivityKind } from '../../activity/activity';
import { address, isAddress, setAccount } from '../identity';
import { text } from '../values';

interface AuthPattern {
  pattern: RegExp;
  kind: ActivityKind;
}

/** What daemons write when somebody signs in, fails to, or acts as somebody else. Named groups fill the columns. */
const PATTERNS: readonly AuthPattern[] = [
  { pattern: /^Accepted \S+ for (?<user>\S+) from (?<from>\S+) port (?<port>\d+)/, kind: 'logon' },
  { pattern: /^Failed \S+ for (?:invalid user )?(?<user>\S*) from (?<from>\S+) port (?<port>\d+)/, kind: 'logon_failure' },
  { pattern: /^Invalid user (?<user>\S*) from (?<from>\S+)/, kind: 'logon_failure' },
  { pattern: /authentication failure;.*? rhost=(?<from>\S*)(?: +user=(?<user>\S+))?/, kind: 'logon_failure' },
  { pattern: /session opened for user (?<user>[^\s(]+)/, kind: 'logon' },
  { pattern: /session closed for user (?<user>[^\s(]+)/, kind: 'logoff' },
  { pattern: /^\s*(?<user>\S+) : (?:.*; )?TTY=.*? ; USER=(?<target>\S+) ; COMMAND=(?<command>.*)$/s, kind: 'process_start' },
  { pattern: /^\((?<user>\S+)\) CMD \((?<command>.*)\)\s*$/s, kind: 'process_start' },
  { pattern: /^new user: name=(?<target>[^,\s]+)/, kind: 'account_change' },
  { pattern: /^add '(?<target>[^']+)' to (?:shadow )?group/, kind: 'group_change' },
  { pattern: /^password changed for (?<target>\S+)/, kind: 'account_change' },
];

/** Reads who did what out of the message of a Linux daemon; says whether it was told. */
export function readAuthMessage(activity: Activity, message: string): boolean {
  for (const { pattern, kind } of PATTERNS) {
    const groups = pattern.exec(message)?.groups;
    if (groups === undefined) continue;
    activity.kind = kind;
    setAccount(activity, text(groups.user));
    const from = text(groups.from);
    if (from !== undefined) {
      if (isAddress(from)) activity.sourceAddress = address(from);
      else activity.sourceHost = from;
    }
    if (groups.port !== undefined) activity.sourcePort = Number(groups.port);
    if (groups.target !== undefined) activity.targetAccountName = text(groups.target);
    const command = text(groups.command?.trim());
    if (command !== undefined) {
      activity.processCommandLine = command;
      activity.processImage = command.split(/\s/, 1)[0];
    }
    return true;
  }
  return false;
}
