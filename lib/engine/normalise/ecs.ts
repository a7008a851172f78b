import type { Activity, Normalised } from '../activity/activity';
import { isJsonObject, type JsonObject } from '../decode/types';
import { address, qualifiedName, setAccount, setEndpoint } from './identity';
import type { NormaliseContext, Recogniser } from './types';
import { genericTime, unparsed } from './unparsed';
import { at, firstText, integer, text } from './values';

/** Alerts of other products in Elastic Common Schema: `event.kind: alert`. */
export const ecs: Recogniser = {
  family: 'ecs',
  recognises: (record) => isJsonObject(record) && at(record, 'event.kind') === 'alert',
  normalise: (record, context) => (isJsonObject(record) ? normaliseAlert(record, context) : unparsed.normalise(record, context)),
};

function normaliseAlert(record: JsonObject, context: NormaliseContext): Normalised {
  const read = (path: string): string | undefined => text(at(record, path));
  const provider = read('event.provider') ?? read('event.module');
  const activity: Activity = { ...genericTime(record, context, ['@timestamp', 'event.created']), family: 'ecs', kind: 'security_alert' };
  activity.channel = provider;
  activity.eventCode = read('event.code') ?? read('rule.id');
  setEndpoint(activity, read('host.name') ?? read('host.hostname'));
  activity.endpointAddress = address(firstText(at(record, 'host.ip')));
  activity.endpointKey ??= activity.endpointAddress;
  setAccount(activity, qualifiedName(read('user.domain'), read('user.name')));
  activity.processImage = read('process.executable') ?? read('process.name');
  activity.processCommandLine = read('process.command_line');
  activity.processId = integer(at(record, 'process.pid'));
  activity.processSha256 = read('process.hash.sha256')?.toLowerCase();
  activity.parentProcessImage = read('process.parent.executable');
  activity.filePath = read('file.path');
  activity.fileSha256 = read('file.hash.sha256')?.toLowerCase();
  activity.sourceAddress = address(firstText(at(record, 'source.ip')));
  activity.sourcePort = integer(at(record, 'source.port'));
  activity.destinationAddress = address(firstText(at(record, 'destination.ip')));
  activity.destinationPort = integer(at(record, 'destination.port'));
  activity.destinationDomain = read('destination.domain') ?? read('dns.question.name');
  activity.url = read('url.full') ?? read('url.original');
  activity.message = read('rule.name') ?? read('message') ?? read('event.reason');
  return { activity, event: { product: 'ecs', service: provider ?? '', categories: ['alert'], fields: record } };
}
