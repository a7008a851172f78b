import type { Sentence } from '../correlate/types';

/**
 * The closed list of sentences that correlation can say, with the names of their parameters. `more` counts what a sentence does not name. The
 * message catalogues hold one message per key under `story.`; parameters keep their raw values.
 */
export const SENTENCES = {
  title_lateral: ['tool', 'host', 'count', 'account'],
  title_lateral_after_download: ['tool', 'host', 'count', 'minutes', 'account'],
  title_lateral_two_accounts: ['tool', 'host', 'count', 'account', 'second'],
  title_lateral_two_accounts_after_download: ['tool', 'host', 'count', 'minutes', 'account', 'second'],
  title_credentials: ['host', 'account', 'image'],
  title_credentials_after_download: ['host', 'account', 'image', 'minutes'],
  title_upload: ['host', 'account', 'address'],
  title_several_hosts: ['host', 'count', 'account'],
  title_on_host: ['host', 'account', 'image'],
  title_rule: ['host', 'rule'],

  step_ran: ['account', 'host', 'image', 'command', 'more'],
  step_ran_several: ['account', 'host', 'images', 'more'],
  step_ran_from: ['account', 'host', 'image', 'parent', 'command', 'more'],
  step_wrote: ['account', 'host', 'image', 'file', 'more'],
  step_downloaded: ['account', 'host', 'image', 'file', 'more'],
  step_deleted: ['account', 'host', 'image', 'file', 'more'],
  step_loaded: ['account', 'host', 'image', 'file', 'more'],
  step_opened_process: ['account', 'host', 'image', 'target', 'more'],
  step_injected: ['account', 'host', 'image', 'target', 'more'],
  step_registry: ['account', 'host', 'image', 'registry', 'more'],
  step_service: ['account', 'host', 'service', 'command', 'more'],
  step_task: ['account', 'host', 'task', 'more'],
  step_connected: ['account', 'host', 'image', 'address', 'port', 'more'],
  step_looked_up: ['account', 'host', 'image', 'domain', 'more'],
  step_requested: ['account', 'host', 'url', 'more'],
  step_uploaded: ['account', 'host', 'url', 'megabytes', 'more'],
  step_moved: ['account', 'host', 'source', 'image', 'more'],
  step_reached: ['account', 'host', 'source', 'tool', 'more'],
  step_reached_several: ['account', 'source', 'tool', 'count', 'hosts', 'more'],
  step_logon: ['account', 'host', 'source', 'more'],
  step_logon_as: ['account', 'host', 'second', 'more'],
  step_logon_failed: ['account', 'host', 'source', 'count', 'more'],
  step_shared: ['account', 'host', 'source', 'share', 'more'],
  step_pipe: ['account', 'host', 'image', 'pipe', 'more'],
  step_script: ['account', 'host', 'image', 'text', 'more'],
  step_account_changed: ['account', 'host', 'second', 'more'],
  step_directory: ['account', 'host', 'more'],
  step_log_cleared: ['account', 'host', 'more'],
  step_product: ['host', 'text', 'more'],
  step_network: ['source', 'address', 'port', 'rule', 'more'],
  step_other: ['account', 'host', 'rule', 'more'],

  edge_same_process: ['image', 'host', 'process'],
  edge_lineage: ['parent', 'image', 'host'],
  edge_common_origin: ['image', 'host'],
  edge_injected: ['image', 'target', 'host'],
  edge_wrote_then_ran: ['image', 'file', 'host', 'seconds'],
  edge_service_started: ['service', 'image', 'host'],
  edge_service_same: ['service', 'host'],
  edge_logon_session: ['account', 'host', 'session', 'minutes'],
  edge_account_on_host: ['account', 'host', 'minutes'],
  edge_account_again: ['account', 'host', 'hours'],
  edge_host_minutes: ['host', 'minutes'],
  edge_movement_logon: ['account', 'source', 'host', 'address', 'tool'],
  edge_movement_connection: ['image', 'source', 'host', 'port', 'seconds', 'tool'],
  edge_account_across: ['account', 'source', 'host', 'minutes'],
  edge_network_tie: ['host', 'address', 'minutes'],
  edge_network_target: ['host', 'target'],
  edge_network_process: ['host', 'image', 'address', 'port'],
  edge_analyst: ['name'],
  edge_product_on_host: ['host', 'rule', 'minutes'],
  edge_product_account: ['account', 'rule', 'minutes'],
  edge_shared_hash: ['file', 'hash'],
  edge_shared_address: ['address'],
  edge_shared_domain: ['domain'],
  edge_shared_command: ['command'],
  edge_shared_program: ['image', 'host'],
  edge_same_artefact: ['host', 'rule'],
  edge_unusual_on_host: ['host', 'minutes', 'days'],
  edge_copied_then_ran: ['file', 'source', 'host', 'seconds'],
  edge_sweep: ['source', 'host', 'seconds', 'days'],

  term_best: ['rule', 'level'],
  term_rarity: ['rule', 'percent'],
  term_chain: ['phases', 'count'],
  term_tactics: ['count'],
  term_evidence: ['count'],
  term_routine: ['count'],
  term_ordinary: ['count', 'days'],
  term_novelty: ['count', 'days'],
  term_recurrence: ['alert', 'finding', 'count', 'total'],
  term_hosts: ['count'],
  term_servers: ['count'],
  term_privileged: ['count', 'account'],

  link_parent: ['alert'],

  unalerted_alone: [],
  unalerted_weak: [],
  unalerted_waiting: [],
  unalerted_closed: [],
} as const satisfies Record<string, readonly string[]>;

export type SentenceKey = keyof typeof SENTENCES;
type ParamsOf<K extends SentenceKey> = Record<(typeof SENTENCES)[K][number], string | number>;

/** A sentence with exactly the parameters that its key asks for. */
export function say<K extends SentenceKey>(key: K, params: ParamsOf<K>): Sentence {
  return { key, params };
}
