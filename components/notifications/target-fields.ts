import type { Channel, NotificationEvent } from '@/lib/notifications/model';

/** The order in which kinds are offered. */
export const CHANNEL_ORDER = ['slack_bot', 'slack_webhook', 'teams', 'line_works', 'mattermost_bot', 'mattermost_webhook', 'discord', 'email', 'webhook'] as const satisfies readonly Channel[];
export const EVENT_ORDER = ['opened', 'grew', 'raised', 'assigned', 'closed', 'source_silent', 'exception_expiring'] as const satisfies readonly NotificationEvent[];

export type FieldName = 'url' | 'token' | 'channel' | 'server' | 'clientId' | 'clientSecret' | 'serviceAccount' | 'privateKey' | 'botId' | 'key' | 'host' | 'port' | 'security' | 'user' | 'password' | 'from' | 'to';

/** One line of a target's form. `secret`: goes to the server and never comes back. */
export interface TargetField { name: FieldName; kind: 'text' | 'number' | 'list' | 'lines' | 'security'; secret?: boolean; optional?: boolean; hint?: 'keyHint' | 'recipientsHint'; example?: string }

const URL_ONLY: readonly TargetField[] = [{ name: 'url', kind: 'text', secret: true, example: 'https://' }];

export const TARGET_FIELDS: Readonly<Record<Channel, readonly TargetField[]>> = {
  slack_webhook: URL_ONLY, teams: URL_ONLY, mattermost_webhook: URL_ONLY, discord: URL_ONLY,
  slack_bot: [{ name: 'channel', kind: 'text', example: 'C0123456789' }, { name: 'token', kind: 'text', secret: true, example: 'xoxb-' }],
  mattermost_bot: [{ name: 'server', kind: 'text', example: 'https://' }, { name: 'channel', kind: 'text' }, { name: 'token', kind: 'text', secret: true }],
  line_works: [
    { name: 'clientId', kind: 'text' }, { name: 'clientSecret', kind: 'text', secret: true }, { name: 'serviceAccount', kind: 'text' }, { name: 'privateKey', kind: 'lines', secret: true },
    { name: 'botId', kind: 'text' }, { name: 'channel', kind: 'text' },
  ],
  webhook: [{ name: 'url', kind: 'text', secret: true, example: 'https://' }, { name: 'key', kind: 'text', secret: true, hint: 'keyHint' }],
  email: [
    { name: 'host', kind: 'text', example: 'smtp.example.com' }, { name: 'port', kind: 'number' }, { name: 'security', kind: 'security' }, { name: 'user', kind: 'text', optional: true },
    { name: 'password', kind: 'text', secret: true, optional: true }, { name: 'from', kind: 'text' }, { name: 'to', kind: 'list', hint: 'recipientsHint' },
  ],
};
