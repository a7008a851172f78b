import type { Access } from '../model';
import { discord } from './discord';
import { email } from './email';
import { lineWorks } from './line-works';
import { mattermostBot, mattermostWebhook } from './mattermost';
import type { Receiver, ReceiverDeps } from './receiver';
import { slackBot, slackWebhook } from './slack';
import { teams } from './teams';
import { webhook } from './webhook';

/** The receiver behind a target. */
export function openReceiver(access: Access, deps: ReceiverDeps): Receiver {
  switch (access.channel) {
    case 'slack_webhook': return slackWebhook(access.secret, deps);
    case 'slack_bot': return slackBot(access.config, access.secret, deps);
    case 'teams': return teams(access.secret, deps);
    case 'mattermost_webhook': return mattermostWebhook(access.secret, deps);
    case 'mattermost_bot': return mattermostBot(access.config, access.secret, deps);
    case 'discord': return discord(access.secret, deps);
    case 'line_works': return lineWorks(access.config, access.secret, deps);
    case 'webhook': return webhook(access.secret, deps);
    case 'email': return email(access.config, access.secret, deps);
  }
}
