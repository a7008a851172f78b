import type { AlertGraph } from '@/lib/engine/correlate/types';
import { uiLevel } from '../record/ui-level';
import { cx } from '../ui/cx';
import { SEVERITY_FILL, SEVERITY_GLYPHS } from '../ui/severity';
import { pictureOf, type PlacedNode } from './graph-model';
import { nodeLabel } from './node-label';

const FRAME = { width: 1000, height: 620 };
const CHARACTERS_MAX = 26;

/** The same picture without anything to press: for paper. */
export function GraphStill({ graph, label, className }: { graph: AlertGraph; label: string; className?: string }) {
  const picture = pictureOf(graph, FRAME);
  const byId = new Map(picture.nodes.map((placed) => [placed.node.id, placed]));
  return (
    <svg role="img" aria-label={label} viewBox={`-4 -4 ${picture.width + 8} ${picture.height + 8}`} preserveAspectRatio="xMidYMid meet" className={cx('w-full', className)}>
      {picture.edges.map((edge) => {
        const from = byId.get(edge.from), to = byId.get(edge.to);
        if (from === undefined || to === undefined) return null;
        const [a, b] = picture.direction === 'right' ? [right(from), left(to)] : [bottom(from), top(to)];
        const bend = picture.direction === 'right' ? `C${(a.x + b.x) / 2},${a.y} ${(a.x + b.x) / 2},${b.y}` : `C${a.x},${(a.y + b.y) / 2} ${b.x},${(a.y + b.y) / 2}`;
        return (
          <g key={edge.id}>
            <path d={`M${a.x},${a.y} ${bend} ${b.x},${b.y}`} fill="none" stroke="var(--color-stroke-strong)" strokeWidth={edge.place ? 0.75 : 1.25} strokeDasharray={edge.place ? '3 3' : undefined} />
            {edge.label !== '' && <text x={(a.x + b.x) / 2} y={(a.y + b.y) / 2 + 5} textAnchor="middle" fontSize="14" className="fill-content">{edge.label}</text>}
          </g>
        );
      })}
      {picture.nodes.map((placed) => <StillNode key={placed.node.id} placed={placed} />)}
    </svg>
  );
}

function StillNode({ placed: { node, detail, x, y, width, height } }: { placed: PlacedNode }) {
  const level = node.level === undefined ? undefined : uiLevel(node.level);
  const name = nodeLabel(node), text = node.folded === undefined ? name : `${node.folded} × ${name}`;
  return (
    <g>
      <rect x={x} y={y} width={width} height={height} rx={node.kind === 'account' ? height / 2 : 3} fill="var(--color-surface)" stroke="var(--color-stroke-strong)" strokeWidth={node.kind === 'endpoint' ? 2 : 1} />
      <text x={x + 12} y={y + (detail === '' ? 25 : 18)} fontSize="13" fontWeight="600" className="fill-content">{text.length > CHARACTERS_MAX ? `${text.slice(0, CHARACTERS_MAX - 1)}…` : text}</text>
      {detail !== '' && <text x={x + 12} y={y + 33} fontSize="11" className="fill-content-secondary">{detail.slice(0, CHARACTERS_MAX)}</text>}
      {level !== undefined && <text x={x + width - 18} y={y + 25} fontSize="13" className={SEVERITY_FILL[level]}>{SEVERITY_GLYPHS[level]}</text>}
    </g>
  );
}

type Place = Pick<PlacedNode, 'x' | 'y' | 'width' | 'height'>;
const left = (n: Place) => ({ x: n.x, y: n.y + n.height / 2 });
const right = (n: Place) => ({ x: n.x + n.width, y: n.y + n.height / 2 });
const top = (n: Place) => ({ x: n.x + n.width / 2, y: n.y });
const bottom = (n: Place) => ({ x: n.x + n.width / 2, y: n.y + n.height });
