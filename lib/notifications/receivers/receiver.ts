import type { Notice } from '../notice';
import type { Send } from '../outbound/send-request';
import type { Resolve } from '../outbound/safe-address';

/** What a receiver did: its name for the message (for edits and threads) and what it said. */
export interface Posted { ref: string | null; status: number | null; answer: string }

/** One place that messages go to, in its own dialect. */
export interface Receiver {
  /** Sends a new message; `threadRef` is the first message about the same subject. */
  post: (notice: Notice, threadRef?: string) => Promise<Posted>;
  /** Replaces a message. Receivers without it are told news in further messages. */
  edit?: (ref: string, notice: Notice) => Promise<Posted>;
  /** A line below a message: an edit alone calls nobody's attention. */
  reply?: (ref: string, notice: Notice) => Promise<void>;
  /** The message that an earlier try with this key left behind, when that try ended without an answer. */
  find?: (key: string, since: Date) => Promise<string | null>;
}

/** Services with one address for everybody. */
export interface Services { slack: string; lineWorksAuth: string; lineWorks: string }
export const SERVICES: Services = { slack: 'https://slack.com/api', lineWorksAuth: 'https://auth.worksmobile.com', lineWorks: 'https://www.worksapis.com/v1.0' };

export interface ReceiverDeps {
  send: Send;
  services: Services;
  now: () => Date;
  allowPrivate: boolean;
  resolve?: Resolve;
  /** Certificate of a mail server's own authority. */
  mailAuthority?: string;
}
