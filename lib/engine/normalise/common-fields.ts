import type { Activity } from '../activity/activity';
import type { JsonObject } from '../decode/types';
import { address, isSharedAddress, setAccount, setEndpoint } from './identity';
import { setOwnSide } from './own-side';
import { at, firstText, integer } from './values';

const HOSTS = ['host.name', 'hostname', 'host', 'Hostname', 'computer', 'Computer', 'ComputerName', 'computer_name', 'DeviceName', 'device.hostname', 'agent.name', 'agent.hostname'];
const USERS = ['user.name', 'username', 'user', 'User', 'UserName', 'user_name', 'account', 'AccountName', 'actor.user.name'];
const SOURCES = ['source.ip', 'src_ip', 'srcip', 'src', 'SourceIp', 'source_ip', 'client_ip', 'clientIp', 'id.orig_h', 'remote_addr'];
const DESTINATIONS = ['destination.ip', 'dst_ip', 'dstip', 'dest_ip', 'dst', 'DestinationIp', 'destination_ip', 'server_ip', 'id.resp_h'];

/** What nearly everybody calls the same, from records of no known family: enough to find them by host, account and address. */
export function addCommonFields(activity: Activity, record: JsonObject): void {
  const host = firstOf(record, HOSTS);
  if (host !== undefined && /^[\w.:-]{1,255}$/.test(host)) setEndpoint(activity, host);
  setAccount(activity, firstOf(record, USERS));
  activity.sourceAddress = address(firstOf(record, SOURCES));
  activity.destinationAddress = address(firstOf(record, DESTINATIONS));
  activity.sourcePort = firstNumber(record, ['source.port', 'src_port', 'srcport', 'spt']);
  activity.destinationPort = firstNumber(record, ['destination.port', 'dst_port', 'dstport', 'dest_port', 'dpt']);
  const own = address(host);
  if (own !== undefined && !isSharedAddress(own)) activity.endpointAddress = own;
  setOwnSide(activity);
}

function firstOf(record: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = firstText(at(record, name));
    if (value !== undefined) return value;
  }
  return undefined;
}

function firstNumber(record: JsonObject, names: readonly string[]): number | undefined {
  return names.map((name) => integer(at(record, name))).find((value) => value !== undefined);
}
