import type { AlertContent } from '@/lib/engine/correlate/types';

/** The name of the endpoint that has one of these keys: its own key, or an address that network records know it by. */
export function endpointLabel(content: Pick<AlertContent, 'graph' | 'impact'>, ...keys: readonly (string | undefined)[]): string | undefined {
  for (const key of keys) {
    if (key === undefined) continue;
    const host = content.impact.find((entity) => entity.kind === 'host' && (entity.key === key || entity.addresses.includes(key)));
    const node = content.graph.nodes.find((each) => each.kind === 'endpoint' && (each.endpointKey === (host?.key ?? key) || each.properties['endpointAddress'] === key));
    const name = node?.label ?? host?.name;
    if (name !== undefined) return name;
  }
  return keys.find((key) => key !== undefined);
}
