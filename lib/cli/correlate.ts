import { verifyCorrelation } from '../alerts/verify-correlation';
import { systemClock } from '../platform/clock';
import type { Context } from '../platform/context';
import { prisma } from '../platform/db';
import { AppError } from '../platform/errors';
import { requestId } from '../platform/ids';
import { log } from '../platform/log';

const DIFFERENCES_SHOWN_MAX = 100;

/** `correlate --verify`: rebuilds the alerts of a tenant, named by its slug or number, and prints what is stored otherwise. The exit code: 1 when something is. */
export async function verifyForCli({ tenant, out }: { tenant: string; out: NodeJS.WritableStream }): Promise<number> {
  const found = await prisma().tenant.findFirst({ where: { OR: [{ slug: tenant }, ...(/^\d{1,9}$/.test(tenant) ? [{ id: Number(tenant) }] : [])] }, select: { id: true } });
  if (!found) throw new AppError('not_found', `There is no tenant "${tenant}".`);
  const ctx: Context = { tenantId: found.id, actor: { kind: 'job', name: 'cli' }, clock: systemClock, log, requestId: requestId() };
  const { chunks, detections, signals, alerts, decided, differences } = await verifyCorrelation(ctx);
  const wrong = differences.filter(({ noted }) => !noted);
  out.write(`${chunks} batches, ${detections} detections, ${signals} signals; ${alerts} alerts compared, ${decided} closed or corrected by hand left as they are\n`);
  for (const { subject, text, noted } of differences.slice(0, DIFFERENCES_SHOWN_MAX)) out.write(`${noted ? 'note: ' : ''}${subject} ${text}\n`);
  if (differences.length > DIFFERENCES_SHOWN_MAX) out.write(`… and ${differences.length - DIFFERENCES_SHOWN_MAX} more\n`);
  out.write(wrong.length === 0 ? 'no differences\n' : `${wrong.length} differences\n`);
  return wrong.length === 0 ? 0 : 1;
}
