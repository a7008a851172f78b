import type { SourceProduct } from '@/lib/settings/model';
import { apexCentral } from './apex-central';
import { deepDiscovery } from './deep-discovery';
import { file } from './file';
import { filebeat } from './filebeat';
import { fluentBit } from './fluent-bit';
import { http } from './http';
import { osquery } from './osquery';
import { otelCollector } from './otel-collector';
import { rsyslog } from './rsyslog';
import type { SetUp } from './set-up';
import { splunkHec } from './splunk-hec';
import { suricata } from './suricata';
import { syslogNg } from './syslog-ng';
import { vector } from './vector';
import { visionOne } from './vision-one';
import { webGateway } from './web-gateway';
import { windows } from './windows';
import { winlogbeat } from './winlogbeat';
import { zeek } from './zeek';

/** How each product is connected, in the order in which they are offered. */
export const SET_UPS = {
  windows, winlogbeat, osquery, 'apex-central': apexCentral, 'vision-one': visionOne,
  zeek, suricata, 'deep-discovery': deepDiscovery, 'web-gateway': webGateway,
  rsyslog, 'syslog-ng': syslogNg, filebeat, vector, 'fluent-bit': fluentBit, 'otel-collector': otelCollector, 'splunk-hec': splunkHec,
  http, file,
} as const satisfies Readonly<Record<SourceProduct, SetUp>>;

export const PRODUCTS = Object.keys(SET_UPS) as readonly SourceProduct[];
export const GROUPS = ['endpoints', 'network', 'shippers', 'byHand'] as const;

export function isProduct(value: string): value is SourceProduct {
  return Object.hasOwn(SET_UPS, value);
}

/** The instructions for a product; those for files when it is one that is no longer offered. */
export function setUpOf(product: string): SetUp {
  return isProduct(product) ? SET_UPS[product] : file;
}
