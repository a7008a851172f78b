import { sensorTime } from '../calendar';
import { hash128 } from '../random';

/** One TCP or UDP conversation as the network sensor sees it. */
export interface Flow {
  at: number; uid: string; from: string; fromPort: number; to: string; toPort: number; protocol: 'tcp' | 'udp'; service: string; seconds: number; bytesOut: number; bytesIn: number; state: string;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Zeek's connection id (`C…`) or file id (`F…`). */
export function zeekId(prefix: 'C' | 'F', text: string): string {
  let out = prefix as string;
  for (const part of hash128(text)) {
    let left = part;
    for (let i = 0; i < 4; i += 1) {
      out += LETTERS.charAt(left % LETTERS.length);
      left = Math.floor(left / LETTERS.length);
    }
  }
  return out;
}

type Value = string | number | boolean | readonly (string | number)[];

/** A line of the log `path`: the connection's id and addresses, then the fields of that log. */
export function zeekRecord(path: string, flow: Flow, at: number, fields: Record<string, Value>): string {
  return ['{"_path":"', path, '","ts":"', sensorTime(at), '","uid":"', flow.uid, '","id.orig_h":"', flow.from, '","id.orig_p":', flow.fromPort, ',"id.resp_h":"', flow.to, '","id.resp_p":', flow.toPort, ',', JSON.stringify(fields).slice(1)].join('');
}

export function connRecord(flow: Flow): string {
  const packetsOut = 4 + Math.floor(flow.bytesOut / 1400);
  const packetsIn = 4 + Math.floor(flow.bytesIn / 1400);
  const finished = flow.state === 'SF';
  return zeekRecord('conn', flow, flow.at, {
    proto: flow.protocol,
    ...(flow.service === '' ? {} : { service: flow.service }),
    duration: flow.seconds, orig_bytes: flow.bytesOut, resp_bytes: flow.bytesIn, conn_state: flow.state, local_orig: true, local_resp: flow.to.startsWith('10.'), missed_bytes: 0,
    history: flow.protocol === 'udp' ? 'Dd' : finished ? 'ShADadFf' : flow.state === 'REJ' ? 'Sr' : 'S',
    orig_pkts: packetsOut, orig_ip_bytes: flow.bytesOut + 40 * packetsOut, resp_pkts: packetsIn, resp_ip_bytes: flow.bytesIn + 40 * packetsIn,
  });
}
