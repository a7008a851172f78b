import 'server-only';
import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { receiverDeps, type DeliveryDeps } from './delivery-deps';
import type { TestAnswer } from './model';
import { eventNotice } from './other-notices';
import { asDeliveryError } from './receivers/delivery-error';
import { openReceiver } from './receivers/open-receiver';
import { accessOf, requireTarget } from './store';
import { translateTo } from './translate';
import { withoutSecrets } from './without-secrets';

/** Sends one real message now and says what the receiver answered. Nothing of it goes through the outbox. */
export async function testTarget(ctx: Context, id: number, deps: DeliveryDeps): Promise<TestAnswer> {
  requirePermission(ctx, 'notification', 'write');
  const target = await tenantTx(ctx.tenantId, async (tx) => {
    const found = await requireTarget(tx, ctx.tenantId, id);
    await writeAudit(tx, ctx, { action: 'notification_target.tested', objectKind: 'notification_target', objectId: String(id), after: { name: found.name } });
    return found;
  });
  const { settings: { language, timeZone }, name, allowPrivate } = target, access = accessOf(ctx.tenantId, target);
  const notice = eventNotice(translateTo(language, timeZone), 'test', 'test', 'low', { name }, { key: randomUUID(), consoleUrl: deps.consoleUrl, timeZone });
  try {
    const { status, answer } = await openReceiver(access, receiverDeps(ctx, deps, allowPrivate)).post(notice);
    return { delivered: true, status, answer: withoutSecrets(answer, access) };
  } catch (thrown) {
    const { status, message } = asDeliveryError(thrown);
    return { delivered: false, status, answer: withoutSecrets(message, access) };
  }
}
