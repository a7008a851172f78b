/** The token in `Authorization: Basic`, where it is the password; the user's name does not matter. */
export function basicPassword(authorization: string): string | undefined {
  const pair = decoded(/^Basic +(\S+) *$/i.exec(authorization)?.[1]);
  const colon = pair?.indexOf(':') ?? -1;
  return pair === undefined || colon < 0 ? undefined : pair.slice(colon + 1);
}

/** The token of a Splunk forwarder: `Splunk <token>`, Basic, or Bearer. */
export function splunkToken(authorization: string | null): string | undefined {
  if (authorization === null) return undefined;
  return /^(?:Splunk|Bearer) +(\S+) *$/i.exec(authorization)?.[1] ?? basicPassword(authorization);
}

/** The token of a client of Elasticsearch: `ApiKey <base64 of id:token>`, Basic, or Bearer. A token that was not encoded is taken too. */
export function elasticToken(authorization: string | null): string | undefined {
  if (authorization === null) return undefined;
  const key = /^ApiKey +(\S+) *$/i.exec(authorization)?.[1];
  if (key?.startsWith('ygi_')) return key;
  const pair = decoded(key);
  if (pair !== undefined) return pair.slice(pair.indexOf(':') + 1);
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? basicPassword(authorization);
}

function decoded(base64: string | undefined): string | undefined {
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('utf8');
}
