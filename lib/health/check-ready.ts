import 'server-only';
import { prisma } from '../platform/db';

/** Whether this process can serve: the database answers. */
export async function checkReady(): Promise<boolean> {
  try {
    await prisma().$queryRaw`SELECT 1`;
    return true;
  } catch {
    return false; // the answer is the report
  }
}
