import type { ProductSeverity } from '../../activity/activity';

/** Zeek gives its notices no severity: theirs follows from the script that raised them. Most are observations, some name an attack. */
const BY_NOTE: readonly (readonly [RegExp, ProductSeverity])[] = [
  [/^(?:TeamCymruMalwareHashRegistry::Match|Intel::Notice|CVE_|Exploit::|ATTACK::(?:Lateral|Credential|Execution|Persistence))/i, 'high'],
  [/^(?:SSH::(?:Password_Guessing|Interesting_Hostname_Login)|FTP::Bruteforcing|HTTP::SQL_Injection|Heartbleed::|ATTACK::|Signatures::Sensitive_Signature|DNS::External_Name)/i, 'medium'],
  [/^(?:Scan::|SMTP::|HTTP::|Traceroute::|Signatures::)/i, 'low'],
];

export function noticeSeverity(note: string): ProductSeverity {
  return BY_NOTE.find(([pattern]) => pattern.test(note))?.[1] ?? 'informational';
}
