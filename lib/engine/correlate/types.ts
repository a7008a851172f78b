import type { Activity } from '../activity/activity';
import type { Level, MatchedField } from '../sigma/types';

/**
 * A causal fact, cut from an activity at ingest whether or not a rule matched: the raw material of lineage, logon sessions, provenance and lateral
 * movement. `key` is what later lookups ask for (see `factKey`); facts outlive nothing but their partition.
 */
export type Fact =
  | ({ kind: 'process' } & FactBase & ProcessFact)
  | ({ kind: 'logon' } & FactBase & LogonFact)
  | ({ kind: 'address' } & FactBase & AddressFact)
  | ({ kind: 'file' } & FactBase & FileFact)
  | ({ kind: 'service' } & FactBase & ServiceFact)
  | ({ kind: 'connection' } & FactBase & ConnectionFact)
  | MatchFact;

export interface FactBase {
  endpointKey: string;
  observedAt: number;
  /** Lookup key within (tenant, kind): e.g. process `endpoint|guid`, logon `endpoint|logonId`, address `10.0.0.5`, file `endpoint|path`. */
  key: string;
}
export interface ProcessFact { processGuid: string; parentGuid?: string; processId?: number; parentId?: number; image: string; commandLine?: string; parentImage?: string; accountName?: string; logonId?: string; integrity?: string; sha256?: string }
export interface LogonFact { logonId: string; logonType: number; accountName?: string; sourceAddress?: string; sourceHost?: string }
/** This endpoint was seen using this address. */
export interface AddressFact { address: string; endpointName: string }
/** An executable or script was written by a process. */
export interface FileFact { path: string; processGuid?: string; processImage?: string; sha256?: string }
/** A service or scheduled task that will start something. */
export interface ServiceFact { name: string; command: string; accountName?: string; logonId?: string }
/** An outbound connection of a process, kept for remote-execution ports only. */
export interface ConnectionFact { processGuid?: string; image?: string; accountName?: string; destinationAddress: string; destinationPort: number }
/** A rule matched that a correlation rule refers to. `key` is `correlation id|values of its group-by`; `ordinal` is the record's place in its chunk. */
export interface MatchFact extends FactBase { kind: 'match'; ruleId: string; ordinal: number; fields: Readonly<Record<string, string>> }

/** One match of one rule on one activity, as read back from the store in ingest order. */
export interface DetectionRow {
  /** (chunk sequence, ordinal): the total order of ingest. */
  sequence: number;
  ordinal: number;
  uuid: string;
  activity: Activity;
  matches: readonly { ruleId: string; matched: readonly MatchedField[]; /** The exception that mutes it. */ mutedBy?: number }[];
}

/** Same rule, same endpoint, same normalised artefact: one signal with a count. The unit that correlation works on. */
export interface Signal {
  /** Stable hash-free key: `rule|endpoint|artefact`, bounded in length. */
  key: string;
  ruleId: string;
  ruleTitle: string;
  level: Level;
  tactics: readonly string[];
  techniques: readonly string[];
  count: number;
  firstSeen: number;
  lastSeen: number;
  /** The earliest activity that made it (by observed time, then ingest order): its facts tell the story. */
  activity: Activity;
  matched: readonly MatchedField[];
  /** uuids of the earliest observed detections, at most `SIGNAL_EXAMPLES_MAX`; the first is the one that `activity` came from. */
  detectionUuids: readonly string[];
  /** Observed time of each of `detectionUuids`, so that folding in any order keeps the same ones. */
  exampleTimes: readonly number[];
  /** Made by a Sigma correlation rule of many records: opens an alert by itself from level high on. */
  model?: 'sigma_correlation';
}

export const EDGE_KINDS = ['analyst', 'same_process', 'lineage', 'injected', 'wrote_then_ran', 'service_started', 'logon_session', 'lateral_movement', 'network_tie', 'shared_entity', 'same_artefact'] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];

/** Why two signals are in one alert. `reason` is a message key with parameters, so that both languages can say it. */
export interface Edge {
  from: string;
  to: string;
  kind: EdgeKind;
  entity: string;
  firstAt: number;
  lastAt: number;
  /** 0..1 */
  confidence: number;
  reason: Sentence;
}

/** A sentence made from facts: rendered by the message catalogue (`story.<key>`), each param shown as a link where it names an entity. */
export interface Sentence { key: string; params: Record<string, string | number> }

export interface ScoreTerm { term: string; points: number; reason: Sentence }

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const PHASES = ['initial_access', 'execution', 'persistence', 'privilege_escalation', 'defense_evasion', 'credential_access', 'discovery', 'lateral_movement', 'collection', 'command_and_control', 'exfiltration', 'impact'] as const;
export type Phase = (typeof PHASES)[number];

/** A numbered step ①②③ of the story: chronological, a sentence each. */
export interface Step {
  number: number;
  phase: Phase;
  observedAt: number;
  lastAt: number;
  sentence: Sentence;
  endpointKey?: string;
  accountKey?: string;
  techniques: readonly string[];
  signalKeys: readonly string[];
  /** Graph node ids that this step touches; selecting one selects the other. */
  nodeIds: readonly string[];
}

export const NODE_KINDS = ['endpoint', 'account', 'process', 'file', 'address', 'domain', 'service', 'registry'] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

export interface GraphNode {
  id: string;
  kind: NodeKind;
  label: string;
  /** Property rows of the "Selected" panel, as catalogue field name → value. */
  properties: Record<string, string | number>;
  endpointKey?: string;
  observedAt?: number;
  level?: Level;
  signalKeys: readonly string[];
  /** Number of folded siblings when this node stands for several ("7 × cmd.exe"). */
  folded?: number;
}

export interface GraphEdge { id: string; from: string; to: string; relation: string; steps: readonly number[]; observedAt?: number; explains?: boolean }

export interface AlertGraph { nodes: readonly GraphNode[]; edges: readonly GraphEdge[]; leftOut: number }

export interface ImpactEntity { kind: 'host' | 'account'; key: string; name: string; addresses: readonly string[]; server?: boolean; privileged?: boolean }

/** Another alert that this one is to be read with: the full one that it continues, or the closed one whose detections came back. */
export interface AlertLink { kind: 'parent' | 'recurrence'; alertId: string; finding?: string; reason: Sentence }

/** Everything that correlation computes of an alert; stored whole, so that the page and the API read one row. */
export interface AlertContent {
  /** Signal keys, sorted. */
  signalKeys: readonly string[];
  title: Sentence;
  score: number;
  severity: Severity;
  terms: readonly ScoreTerm[];
  edges: readonly Edge[];
  steps: readonly Step[];
  graph: AlertGraph;
  impact: readonly ImpactEntity[];
  indicators: readonly { type: string; field: string; value: string; signalKeys: readonly string[] }[];
  techniques: readonly string[];
  tactics: readonly string[];
  firstSeen: number;
  lastSeen: number;
  /** What opened it: one critical detection, the chain model, a Sigma correlation rule, or an alert that was full and goes on in it. */
  model: string;
  links?: readonly AlertLink[];
}

/** An alert as stored, as far as correlation needs it to keep identities stable. */
export interface AlertState {
  id: string;
  signalKeys: readonly string[];
  open: boolean;
  createdSequence: number;
  /** Alerts of two owners, or with two findings, are never joined. */
  ownerId?: number | null;
  finding?: string | null;
}

export interface CorrelateInput {
  signals: readonly Signal[];
  facts: readonly Fact[];
  alerts: readonly AlertState[];
  settings: CorrelateSettings;
  /** Absent: nothing has been learnt, and nothing is judged by what is ordinary here. */
  prevalence?: Prevalence;
  /** Absent: nobody has corrected anything. */
  corrections?: Corrections;
}

/** Something was seen at a place on a UTC day: what a tenant remembers of its signals, one row each, however often. */
export interface Sighting {
  /** `rule|<id>`, `sensor|<name>` (any rule of a kind of sensor), or an entity that could join signals: `address|…`, `domain|…`, `account|…`, `sha256|…`. */
  subject: string;
  /** The endpoint; empty when none is named. */
  place: string;
  /** Days since 1970 of the observed time. */
  day: number;
}

/**
 * What was learnt of a tenant's ordinary life, as far as some signals ask (`sightingsOf` them). Every row answers for one `day` by the `CORRELATE_LIMITS.learnDays`
 * days before it alone: neither the order of arrival nor what came later changes the verdict on a signal. Rows of nothing seen may be absent.
 */
export interface Prevalence {
  /** On how many of those days `subject` was seen at `place`. */
  pairs: readonly (Sighting & { seen: number })[];
  /** On how many of those days it was seen anywhere, and at how many places. */
  spreads: readonly { subject: string; day: number; days: number; places: number }[];
  /** How many places 99 % of the entities do not exceed; may be absent for a day on which no asked entity is at more than `HUB_ENDPOINTS_MIN` places. */
  hubDegrees: readonly { day: number; degree: number }[];
}

/** What analysts decided about belonging together. It stands over what edges say, for what comes later too. */
export interface Corrections {
  /** The signals of one entry are one story; `by` says whose decision it was. */
  together: readonly { keys: readonly string[]; by: string; at: number }[];
  /** A signal of `keys` never shares an alert with one of `from`; what comes later goes to the side that it is tied to more strongly. */
  apart: readonly { id: number; keys: readonly string[]; from: readonly string[] }[];
  /** Entities, as edges name them, on which nothing is joined. */
  neverJoin: readonly string[];
}

export interface CorrelateSettings {
  /** Shared-entity edges reach at most this far in observed time. */
  windowMs: number;
  /** A chain opens an alert from this score on. */
  openScore: number;
  /** Entities that never join (static and learnt hubs), as `kind|key`. */
  hubs: readonly string[];
  /** Chance of each rule in this tenant: share of endpoints on which it fired, 0..1; absent = never before. */
  ruleRarity: Readonly<Record<string, number>>;
}

export interface CorrelatedAlert { id?: string; absorbed: readonly string[]; content: AlertContent; parent?: number }

export interface CorrelateResult {
  /**
   * `id` absent: a new alert. `absorbed`: ids of open alerts that were joined into this one (they redirect). `parent`: place in this list of the full alert that
   * this one continues, always an earlier one; its id goes into the content by `withParent`.
   */
  alerts: readonly CorrelatedAlert[];
  /** Signals in no alert and why (message key). `group` is the same for all that belong together: its first key. */
  unalerted: readonly { key: string; reason: string; group?: string }[];
}


