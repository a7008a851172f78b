'use client';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { useTranslations } from 'use-intl';
import type { GraphNode } from '@/lib/engine/correlate/types';
import { uiLevel } from '../record/ui-level';
import { useSelection } from '../alert/use-selection';
import { cx } from '../ui/cx';
import { SEVERITY_GLYPHS, SEVERITY_TEXT } from '../ui/severity';
import type { Direction } from './layered-layout';
import { nodeLabel } from './node-label';
import { NODE_ICONS, NODE_SHAPES } from './node-look';

export type EntityNodeType = Node<{ node: GraphNode; detail: string; members: readonly string[]; direction: Direction; onUnfold?: () => void }, 'entity'>;

/** One host, account, process, file or address of the story. */
export function EntityNode({ data: { node, detail, members, direction, onUnfold } }: NodeProps<EntityNodeType>) {
  const t = useTranslations('graph');
  const severity = useTranslations('severity');
  const { selection, select } = useSelection();
  const selected = selection.nodes.has(node.id) || members.some((id) => selection.nodes.has(id));
  const dimmed = selection.pick !== null && !selected;
  const Icon = NODE_ICONS[node.kind];
  const level = node.level === undefined ? undefined : uiLevel(node.level);
  const picked = selection.pick?.kind === 'node' && selection.pick.id === node.id;
  return (
    <>
      <Handle type="target" position={direction === 'right' ? Position.Left : Position.Top} isConnectable={false} className="opacity-0" />
      <button type="button" aria-pressed={selected} title={onUnfold === undefined ? node.label : t('unfold', { name: node.label })} onClick={onUnfold ?? (() => select(picked ? null : { kind: 'node', id: node.id }))}
        aria-label={[t(`kinds.${node.kind}`), onUnfold === undefined ? node.label : t('unfold', { name: node.label }), detail, level === undefined ? '' : severity(level)].filter((part) => part !== '').join(', ')}
        className={cx('nopan nodrag flex h-full w-full items-center gap-2 px-2.5 text-left text-content', NODE_SHAPES[node.kind], onUnfold !== undefined && 'outline-1 outline-offset-2 outline-stroke-strong', selected && 'border-stroke-accent! bg-surface-selected!', picked && 'outline-2 outline-offset-1 outline-stroke-accent')}>
        <Icon aria-hidden size={16} strokeWidth={1.75} className={cx('shrink-0 text-content-secondary', dimmed && 'opacity-50')} />
        <span className={cx('min-w-0 flex-1', dimmed && 'text-content-tertiary')}>
          <span className="block truncate text-md leading-4 font-medium">{node.folded === undefined ? nodeLabel(node) : t('folded', { count: node.folded, name: nodeLabel(node) })}</span>
          {detail !== '' && <span className="block truncate text-xs leading-4 text-content-tertiary">{detail}</span>}
        </span>
        {level !== undefined && <span aria-hidden className={cx('shrink-0 text-md', SEVERITY_TEXT[level], dimmed && 'opacity-60')}>{SEVERITY_GLYPHS[level]}</span>}
      </button>
      <Handle type="source" position={direction === 'right' ? Position.Right : Position.Bottom} isConnectable={false} className="opacity-0" />
    </>
  );
}
