import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import type { SavedSearch } from './model';
import type { StoredSearch } from './store';

/** Saved searches belong to people: keys and jobs have none. */
export function ownerOf({ actor }: Context): { id: number; name: string } {
  if (actor.kind !== 'user') throw new AppError('forbidden', 'Only a person can have saved searches.');
  return actor;
}

export function savedSearch({ id, name, search, shared, ownerId, ownerName, updatedAt }: StoredSearch, meId: number): SavedSearch {
  return { id, name, search, shared, ownerName, mine: ownerId === meId, updatedAt: updatedAt.toISOString() };
}
