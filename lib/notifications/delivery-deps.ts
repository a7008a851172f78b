import 'server-only';
import { env } from '../platform/env';
import type { Context } from '../platform/context';
import type { Resolve } from './outbound/safe-address';
import { outboundSender } from './outbound/send-request';
import { SERVICES, type ReceiverDeps, type Services } from './receivers/receiver';

/** What delivery depends on besides the database: tests bring their own. */
export interface DeliveryDeps {
  random: () => number;
  consoleUrl: string;
  services: Services;
  resolve?: Resolve;
  mailAuthority?: string;
  /** True: nothing more is begun. */
  stopping?: () => boolean;
}

export function deliveryDeps(): DeliveryDeps {
  return { random: Math.random, consoleUrl: env().YAGURA_URL, services: SERVICES };
}

export function receiverDeps(ctx: Context, { services, resolve, mailAuthority }: DeliveryDeps, allowPrivate: boolean): ReceiverDeps {
  const more = resolve === undefined ? {} : { resolve };
  return { send: outboundSender({ allowPrivate, ...more }), services, now: () => ctx.clock.now(), allowPrivate, ...more, ...(mailAuthority === undefined ? {} : { mailAuthority }) };
}
