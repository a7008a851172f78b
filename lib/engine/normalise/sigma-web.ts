import type { Activity } from '../activity/activity';
import type { JsonObject } from '../decode/types';

/** Adds the W3C names by which rules of the categories `proxy` and `webserver` ask; names that the sender uses itself stay. */
export function addWebFields(fields: JsonObject, activity: Activity, referrer: string | undefined): void {
  const { url } = activity;
  const path = url === undefined ? undefined : pathOf(url);
  const mark = path?.indexOf('?') ?? -1;
  const stem = mark < 0 ? path : path?.slice(0, mark);
  const web: JsonObject = {
    'c-uri': url,
    'c-uri-stem': stem,
    'cs-uri-stem': stem,
    'cs-uri': path,
    'c-uri-query': mark < 0 ? undefined : path?.slice(mark + 1),
    'cs-uri-query': mark < 0 ? undefined : path?.slice(mark + 1),
    'c-uri-extension': stem === undefined ? undefined : /\.([^./]{1,16})$/.exec(stem)?.[1],
    'c-useragent': activity.userAgent,
    'cs-user-agent': activity.userAgent,
    'cs-host': activity.destinationDomain,
    'r-dns': activity.destinationDomain,
    'cs-method': activity.httpMethod,
    'sc-status': activity.httpStatus,
    'cs-bytes': activity.bytesOut,
    'sc-bytes': activity.bytesIn,
    'cs-referrer': referrer,
    'cs-referer': referrer,
    'cs-username': activity.accountName,
    'c-ip': activity.sourceAddress,
    src_ip: activity.sourceAddress,
    dst_ip: activity.destinationAddress,
  };
  for (const name of Object.keys(web)) if (web[name] !== undefined && fields[name] === undefined) fields[name] = web[name];
}

function pathOf(url: string): string {
  const scheme = url.indexOf('://');
  if (scheme < 0) return url;
  const slash = url.indexOf('/', scheme + 3);
  return slash < 0 ? '/' : url.slice(slash);
}

/** The host of a URL or of `host:port`. */
export function hostOf(url: string): string | undefined {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/]*@)?(\[[^\]]+\]|[^:/?#]+)/i.exec(url)?.[1];
  return host === undefined || host === '' ? undefined : host.toLowerCase();
}
