import { z } from 'zod';
import { SEVERITIES, type Severity } from '../engine/correlate/types';

export const CHANNELS = ['slack_webhook', 'slack_bot', 'teams', 'mattermost_webhook', 'mattermost_bot', 'discord', 'line_works', 'webhook', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What can be told. `grew`, `raised`, `closed`, `assigned` are of an alert that the target may know already. */
export const NOTIFICATION_EVENTS = ['opened', 'grew', 'raised', 'assigned', 'closed', 'source_silent', 'exception_expiring'] as const;
export type NotificationEvent = (typeof NOTIFICATION_EVENTS)[number];

export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

export const NOTIFICATION_LIMITS = { targets: 50, nameChars: 100, urlChars: 2_000, textChars: 320, keyChars: 10_000, recipients: 20, perHourMax: 1_000, outboxPage: 100 } as const;
/** After so many tries a message is put aside until somebody sends it again. */
export const ATTEMPTS_MAX = 10;

const text = (max: number = NOTIFICATION_LIMITS.textChars) => z.string().trim().min(1, 'must not be empty').max(max).regex(/^\P{Cc}*$/u, 'must be one line');
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).max(NOTIFICATION_LIMITS.urlChars);
const secretText = z.string().trim().min(1, 'must not be empty').max(NOTIFICATION_LIMITS.keyChars);
const oneLineSecret = secretText.regex(/^[\x20-\x7e]+$/, 'must be one line of ASCII');
const address = z.email().max(NOTIFICATION_LIMITS.textChars);

const hook = z.strictObject({ url: httpUrl });
const token = z.strictObject({ token: oneLineSecret });
const none = z.strictObject({});

/** What may be seen again, by channel. */
export const CONFIGS = {
  slack_webhook: none, teams: none, mattermost_webhook: none, discord: none, webhook: none,
  slack_bot: z.strictObject({ channel: text(100) }),
  mattermost_bot: z.strictObject({ server: httpUrl, channel: text(100).regex(/^[a-z0-9]+$/, 'is the id of a channel: letters and digits') }),
  line_works: z.strictObject({ clientId: text(100), serviceAccount: text(200), botId: text(30).regex(/^\d+$/, 'must be a number'), channel: text(100) }),
  email: z.strictObject({
    host: text(255), port: z.number().int().min(1).max(65_535), security: z.enum(['tls', 'starttls']), user: text(200).optional(), from: address, to: z.array(address).min(1, 'needs a recipient').max(NOTIFICATION_LIMITS.recipients),
  }),
} as const satisfies Record<Channel, z.ZodType>;

/** What never leaves the server again, by channel. The addresses of incoming webhooks are keys too. */
export const SECRETS = {
  slack_webhook: hook, teams: hook, mattermost_webhook: hook, discord: hook, slack_bot: token, mattermost_bot: token,
  webhook: z.strictObject({ url: httpUrl, key: oneLineSecret.min(16, 'must have at least 16 characters') }),
  line_works: z.strictObject({ clientSecret: oneLineSecret, privateKey: secretText.refine((value) => value.includes('PRIVATE KEY'), 'must be a private key in PEM') }),
  email: z.strictObject({ password: z.string().max(500).optional() }),
} as const satisfies Record<Channel, z.ZodType>;

export type Config<C extends Channel = Channel> = z.output<(typeof CONFIGS)[C]>;
export type Secret<C extends Channel = Channel> = z.output<(typeof SECRETS)[C]>;
/** A target's way in, with its kind: what a receiver needs. */
export type Access = { [C in Channel]: { channel: C; config: Config<C>; secret: Secret<C> } }[Channel];

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');
const zone = z.string().max(60).refine(isZone, 'is not a time zone');

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch (thrown) {
    if (thrown instanceof RangeError) return false;
    throw thrown;
  }
}

export const targetSettings = z.strictObject({
  minSeverity: z.enum(SEVERITIES).default('medium'),
  events: z.array(z.enum(NOTIFICATION_EVENTS)).min(1, 'choose at least one').default(['opened', 'raised', 'assigned', 'closed']),
  language: z.enum(LANGUAGES).default('en'),
  timeZone: zone.default('UTC'),
  /** Nothing is sent from `from` to `to` by the target's clock; what came meanwhile is told in one message after. */
  quiet: z.strictObject({ from: clock, to: clock, exceptCritical: z.boolean().default(true) }).refine(({ from, to }) => from !== to, 'must differ').nullable().default(null),
  digest: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('immediate') }),
    z.strictObject({ kind: z.literal('every'), minutes: z.number().int().min(5).max(1_440) }),
    z.strictObject({ kind: z.literal('daily'), at: clock }),
  ]).default({ kind: 'immediate' }),
  /** New messages per hour; edits are free. What is over is told in one message after. */
  perHour: z.number().int().min(1).max(NOTIFICATION_LIMITS.perHourMax).default(30),
});
export type TargetSettings = z.output<typeof targetSettings>;

const common = { name: text(NOTIFICATION_LIMITS.nameChars), enabled: z.boolean().default(true), allowPrivate: z.boolean().default(false), settings: targetSettings.prefault({}) };

/** `config` and `secret` are read by their channel's own schema. */
export const createTargetInput = z.strictObject({ ...common, channel: z.enum(CHANNELS), config: z.unknown(), secret: z.unknown() });
/** Without `secret` the stored one stays. */
export const changeTargetInput = z.strictObject({ ...common, version: z.number().int().positive(), config: z.unknown(), secret: z.unknown().optional() });

/** ISO 8601 times. */
export interface TargetView {
  id: number; name: string; channel: Channel; config: Config; settings: TargetSettings; enabled: boolean; allowPrivate: boolean; version: number;
  createdAt: string; lastDeliveredAt: string | null; lastFailedAt: string | null; lastError: string | null; failures: number; waiting: number; dead: number;
}

export const OUTBOX_STATES = ['waiting', 'sending', 'delivered', 'dead'] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];
export type HeldReason = 'digest' | 'quiet' | 'throttle';

export interface OutboxView {
  id: string; targetId: number; targetName: string; subject: string; events: string[]; severity: string; state: OutboxState; held: HeldReason | null; dueAt: string; attempts: number;
  outcome: string | null; error: string | null; createdAt: string; finishedAt: string | null;
}

/** What a receiver really said to a message of a test. `answer` is its own text, shortened and without secrets. */
export interface TestAnswer { delivered: boolean; status: number | null; answer: string }

export const severityRank = (severity: string): number => SEVERITIES.indexOf(severity as Severity);

const EDITABLE: ReadonlySet<string> = new Set<Channel>(['slack_bot', 'mattermost_bot', 'discord']);

/** Whether messages of this channel are edited as their subject changes; others get a further message. */
export const isEditable = (channel: string): boolean => EDITABLE.has(channel);
