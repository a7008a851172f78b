import type { GraphNode } from '@/lib/engine/correlate/types';

/** Account names without their domain: that stands on the second line. */
export function nodeLabel(node: Pick<GraphNode, 'kind' | 'label'>): string {
  return node.kind === 'account' ? node.label.slice(node.label.lastIndexOf('\\') + 1) : node.label;
}

/** What tells apart two nodes of one label: where it is, which process, whose account. */
export function nodeDetail(node: GraphNode, hostLabel: string | undefined): string {
  const { properties: p } = node;
  const text = (name: string): string => (p[name] === undefined ? '' : String(p[name]));
  switch (node.kind) {
    case 'process': return hostLabel ?? (text('processId') === '' ? '' : `PID ${text('processId')}`);
    case 'account': return node.label.includes('\\') ? node.label.slice(0, node.label.lastIndexOf('\\')) : '';
    case 'endpoint': return text('endpointAddress');
    case 'address': return text('destinationPort') === '' ? '' : `: ${text('destinationPort')}`;
    case 'file': return text('filePath').split(/[\\/]/).slice(-2, -1)[0] ?? '';
    default: return hostLabel ?? '';
  }
}
