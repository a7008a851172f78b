import type { Activity } from '../activity/activity';
import { isPrivateAddress } from './identity';

/** For sensors that watch from outside: the endpoint is the side of the connection that is ours, the source first. Addresses of strangers make no endpoint. */
export function setOwnSide(activity: Activity): void {
  if (activity.endpointKey !== undefined) return;
  const own = [activity.sourceAddress, activity.destinationAddress].find((side) => side !== undefined && isPrivateAddress(side));
  if (own === undefined) return;
  activity.endpointKey = own;
  activity.endpointAddress = own;
}
