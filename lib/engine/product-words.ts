/**
 * What products' findings are about, read from the words of their titles, for products that name neither tactic nor technique. The words are those that
 * intrusion detection, log analysis and anomaly detection of any maker use for these things; a title may speak of several. Order does not matter.
 */
const MEANINGS: readonly (readonly [words: RegExp, ids: readonly string[]])[] = [
  [/\b(?:port|network|host|service|address|vulnerability)[ -]?(?:scan|sweep)|\bscan(?:s|ned|ner|ning)?\b|\bnmap\b|\bmasscan\b|\bzgrab\b/i, ['TA0043', 'T1595', 'T1046']],
  [/\b40[0345] (?:error|response|status)|\berror codes?\b|\b(?:new|unusual|unknown) (?:status code|request method)|suspicious (?:url|uri)|(?:forbidden|hidden|nonexistent) (?:file|director|page|url)|forced browsing|\bdirectory (?:brute|enumerat|index)|\bnikto\b|\bdirb\b|\bgobuster\b|\bwpscan\b/i, ['TA0043', 'T1595']],
  [/\bweb (?:application )?(?:attack|exploit)|\bsql[ -]?injection|\bsqli\b|\bcross[ -]site|\bxss\b|\b(?:path|directory) traversal|\b(?:code|command) injection|\bremote code|\bexploit|\bshellshock\b|\blog4(?:j|shell)\b|\bcve-\d{4}/i, ['TA0001', 'T1190']],
  [/\bweb ?shell|(?:entropy|encoded|obfuscated).*\b(?:http|web|apache|nginx|iis|access|url)\b.*\brequest|\bencoded (?:url|parameter)/i, ['TA0003', 'T1505.003']],
  [/\breverse shell|\bbind shell|\bcommand (?:executed|execution)|\buser_cmd\b|\b(?:powershell|bash|shell) (?:command|script|spawn)/i, ['TA0002', 'T1059']],
  [/\bsudo\b|\bsetuid\b|\bsuid\b/i, ['TA0004', 'T1548.003']],
  [/\bchanged? (?:uid|user id)|privilege escalation|escalat\w+ (?:of )?privilege|elevation of privilege/i, ['TA0004', 'T1548']],
  [/\bbrute[ -]?force|password (?:spray|guess)|(?:failed|failure|invalid|multiple).*(?:log[io]n|login|auth|password)|(?:log[io]n|auth\w*|password).*(?:failed|failure|failures|invalid|attempts?\b)/i, ['TA0006', 'T1110']],
  [/\bcredential (?:dump|theft|access)|\blsass\b|\bmimikatz\b|\bpass[ -]the[ -](?:hash|ticket)|\bkerberoast|\bdcsync\b|\bgolden ticket/i, ['TA0006', 'T1003']],
  [/\blateral movement|\bpsexec\b|\bremote (?:service|execution|wmi)/i, ['TA0008', 'T1021']],
  [/\bldap (?:query|reconn|search)|\breconnaissance\b|\benumerat\w+ (?:of )?(?:user|group|account|share|domain)/i, ['TA0007', 'T1087']],
  [/\bservice_?[ -]?stop(?:ped)?\b|\bstopped (?:service|security)/i, ['TA0040', 'T1489']],
  [/\bransomware\b|\bmass (?:file )?encrypt/i, ['TA0040', 'T1486']],
  [/\bcoin ?min(?:er|ing)\b|\bcrypto ?min(?:er|ing)\b/i, ['TA0040', 'T1496']],
  [/\b(?:c2|c&c|cnc)\b|command[ -]and[ -]control|\bbeacon(?:ing)?\b|\bcall ?back\b/i, ['TA0011', 'T1071']],
  [/\bdns tunnel|\b(?:entropy|length|characters).*\bdns\b|\bdns\b.*\b(?:entropy|tunnel|exfil)/i, ['TA0011', 'T1071.004']],
  [/\bexfiltrat|\bdata (?:theft|leak)|\blarge (?:upload|outbound)/i, ['TA0010', 'T1048']],
  [/\bphish/i, ['TA0001', 'T1566']],
  [/\brootkit\b/i, ['TA0005', 'T1014']],
  [/\b(?:audit|event|security) logs? (?:was |were )?(?:cleared|deleted)|\blog clear/i, ['TA0005', 'T1070']],
  [/\b(?:new|added) (?:user|account)\b|\b(?:user|account) (?:added|created)\b/i, ['TA0003', 'T1136']],
];

/** Titles of what works as it should. A finding that its product calls low is of no interest when it says this. */
const ROUTINE = /\b(?:auth\w*|log[io]n|session) (?:success|succeeded|successful|opened|closed|ended)|\bsuccessful (?:log[io]n|auth\w*)|\b(?:database|signature|definition|pattern)s? updated?\b|\bheartbeat\b|\bhealth check|\bsession (?:opened|closed)/i;

export interface TitleMeaning { /** ATT&CK ids, tactics first; empty when the words say nothing of the kind. */ attackIds: readonly string[]; routine: boolean }

/** A product says the same few things all day: their meanings are kept. */
const KNOWN_MAX = 4_096;
const known = new Map<string, TitleMeaning>();

/** What the words of a title say. */
export function meaningOfTitle(title: string): TitleMeaning {
  const found = known.get(title);
  if (found !== undefined) return found;
  const attackIds = [...new Set(MEANINGS.filter(([words]) => words.test(title)).flatMap(([, ids]) => ids))];
  const meaning = { attackIds, routine: ROUTINE.test(title) };
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(title, meaning);
  return meaning;
}
