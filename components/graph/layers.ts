export interface Link { from: string; to: string }

/**
 * The layer of each node: every link leads from a lower layer to a higher one, except those that would close a circle (the later ones, in the order
 * given). Nodes without predecessors stand right before their first successor.
 */
export function assignLayers(ids: readonly string[], links: readonly Link[]): Map<string, number> {
  const forward = withoutCircles(ids, links);
  const after = new Map<string, string[]>(ids.map((id) => [id, []]));
  const waiting = new Map<string, number>(ids.map((id) => [id, 0]));
  for (const { from, to } of forward) {
    after.get(from)?.push(to);
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
  }
  const layers = new Map<string, number>();
  const ready = ids.filter((id) => waiting.get(id) === 0);
  for (const id of ready) layers.set(id, 0);
  for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
    const own = layers.get(next) ?? 0;
    for (const to of after.get(next) ?? []) {
      layers.set(to, Math.max(layers.get(to) ?? 0, own + 1));
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  const heads = new Set(forward.map(({ to }) => to));
  for (const id of ids) {
    const targets = after.get(id) ?? [];
    if (!heads.has(id) && targets.length > 0) layers.set(id, Math.min(...targets.map((to) => layers.get(to) ?? 1)) - 1);
  }
  return layers;
}

/** The links with those turned round that would close a circle. */
function withoutCircles(ids: readonly string[], links: readonly Link[]): Link[] {
  const after = new Map<string, Set<string>>(ids.map((id) => [id, new Set()]));
  const reaches = (start: string, goal: string): boolean => {
    const seen = new Set([start]), open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === goal) return true;
      for (const to of after.get(at) ?? []) {
        if (seen.has(to)) continue;
        seen.add(to);
        open.push(to);
      }
    }
    return false;
  };
  return links.flatMap(({ from, to }): Link[] => {
    if (from === to || !after.has(from) || !after.has(to)) return [];
    const link = reaches(to, from) ? { from: to, to: from } : { from, to };
    after.get(link.from)?.add(link.to);
    return [link];
  });
}
