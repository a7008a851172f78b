import type { ProductSeverity } from '../activity/activity';

/** A kind of finding that Apex Central forwards, told by the beginning of its signature id. */
export interface ApexSignature {
  title: string;
  /** How grave it is when the product dealt with it, and when it did not or says nothing. */
  handled: ProductSeverity;
  unhandled: ProductSeverity;
  /** Which host of the message is the endpoint. */
  endpoint: 'source' | 'destination';
  /** Fields that name the threat or the rule, the best first; a label of a custom field is a name too. */
  names: readonly string[];
  malware?: boolean;
  /** A notice about the product itself, no finding. */
  notice?: boolean;
}

const VIRUS = ['VirusName', 'Virus_Name', 'Security Threat', 'Security_Threat', 'SLF_VirusName'];

/**
 * The severity table of Apex Central. Its own header says 3 for everything, so gravity follows from what kind of finding it is and whether it was dealt
 * with: a removed virus is routine, one that stayed is not; callbacks and attacks over the network mean that something is at work already.
 */
export const APEX_SIGNATURES: readonly (readonly [prefix: string, signature: ApexSignature])[] = [
  ['AV', { title: 'Virus or malware', handled: 'medium', unhandled: 'high', endpoint: 'destination', names: VIRUS, malware: true }],
  ['Spyware', { title: 'Spyware or grayware', handled: 'low', unhandled: 'medium', endpoint: 'destination', names: VIRUS, malware: true }],
  ['PML', { title: 'Predictive machine learning', handled: 'medium', unhandled: 'high', endpoint: 'source', names: VIRUS, malware: true }],
  ['BM', { title: 'Behaviour monitoring', handled: 'medium', unhandled: 'high', endpoint: 'source', names: ['Policy', 'Event_Type', 'SLF_PolicyName'] }],
  ['CnC', { title: 'C&C callback', handled: 'high', unhandled: 'critical', endpoint: 'source', names: [] }],
  ['NCIE', { title: 'Suspicious connection', handled: 'medium', unhandled: 'high', endpoint: 'source', names: ['Pattern_Rule', 'SLF_PatternRule', 'Rule'] }],
  ['WB', { title: 'Web reputation', handled: 'low', unhandled: 'medium', endpoint: 'source', names: ['Policy', 'SLF_PolicyName'] }],
  ['VAD', { title: 'Virtual Analyzer', handled: 'medium', unhandled: 'high', endpoint: 'destination', names: VIRUS, malware: true }],
  ['FH', { title: 'Suspicious file', handled: 'medium', unhandled: 'high', endpoint: 'destination', names: [] }],
  ['MS', { title: 'Content security', handled: 'low', unhandled: 'low', endpoint: 'destination', names: ['SL_PolicyContent'] }],
  ['IPS', { title: 'Intrusion prevention', handled: 'medium', unhandled: 'high', endpoint: 'destination', names: ['SLF_Rule', 'Rule'] }],
  ['EAC', { title: 'Application control', handled: 'low', unhandled: 'low', endpoint: 'source', names: ['Rule', 'Policy'] }],
  ['700106', { title: 'Data loss prevention', handled: 'low', unhandled: 'medium', endpoint: 'source', names: ['Rule', 'Policy', 'Template'] }],
  ['700107', { title: 'Device access control', handled: 'informational', unhandled: 'low', endpoint: 'source', names: [] }],
  ['700211', { title: 'Logon to a managed product', handled: 'informational', unhandled: 'informational', endpoint: 'source', names: [], notice: true }],
  ['700220', { title: 'Attack Discovery', handled: 'medium', unhandled: 'medium', endpoint: 'destination', names: ['SLF_RuleID'] }],
];

/** The kind of finding of a signature id such as `AV:File quarantined`, `CnC:Block`, `VAD` or `700220`. */
export function apexSignature(eventId: string): ApexSignature | undefined {
  const prefix = /^[A-Za-z]+|^\d+/.exec(eventId.trim())?.[0];
  return prefix === undefined ? undefined : APEX_SIGNATURES.find(([known]) => known.toLowerCase() === prefix.toLowerCase())?.[1];
}

const FAILED = /fail|unable|cannot|could not|no action|pass(?:ed)?\b|\blog(?:ged)?\b|allow|monitor|detect(?:ed)? only|失敗|できません|放置|許可|ログ|監視|検出のみ/i;
const DONE = /clean|delet|quarantin|block|den(?:y|ied)|terminat|reject|renam|drop|strip|encrypt|reset|隔離|駆除|削除|ブロック|拒否|終了|破棄|変更/i;

/** Whether the action text says that the product dealt with it; the console's language decides in which words. */
export function isHandled(action: string | undefined): boolean {
  return action !== undefined && !FAILED.test(action) && DONE.test(action);
}
