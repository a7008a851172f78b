import { cache } from 'react';
import { getAsset } from '@/lib/assets/get-asset';
import type { AssetDetail, AssetKind } from '@/lib/assets/model';
import { AppError } from '@/lib/platform/errors';
import { currentContext } from '@/lib/users/current-context';

/** The part of the path as it was meant; one that is no well-formed text stands for itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (thrown) {
    if (thrown instanceof URIError) return part;
    throw thrown;
  }
}

/** Undefined when there is no such asset in this tenant, or could be none. */
export const loadAsset = cache(async (kind: AssetKind, part: string): Promise<AssetDetail | undefined> => {
  try {
    return await getAsset(await currentContext(), kind, decoded(part));
  } catch (thrown) {
    if (thrown instanceof AppError && (thrown.code === 'not_found' || thrown.code === 'bad_request')) return undefined;
    throw thrown;
  }
});
