/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { memo } from 'react'
import type { Loop, SpanNode } from '#lib/domain/run.ts'
import { cn } from '#components/ui/cn.ts'
import { formatCount } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { barOf, type Extent } from '#lib/run-view/bars.ts'
import { costHeat, durationHeat, type Heat, type HeatScale } from '#lib/run-view/heat.ts'
import { isContainer } from '#lib/run-view/is-container.ts'
import type { TreeRow as Row } from '#lib/run-view/tree-rows.ts'
import { kindLooks } from '../kind-icon.tsx'
import { NameCell } from './name-cell.tsx'
import { treeColumns, wideOnly, widestOnly } from './tree-columns.ts'

type TreeRowProps = {
  row: Row
  id: string
  rowIndex: number
  extent: Extent
  scale: HeatScale
  loop: Loop | null
  selected: boolean
  active: boolean
  matched: boolean
  onSelect: (spanId: string) => void
  onToggle: (spanId: string) => void
  onFocus: (spanId: string) => void
}

const heatClasses: Record<Heat, string> = {
  0: '',
  1: 'bg-warn/8',
  2: 'bg-warn/18',
  3: 'bg-warn/30',
}

export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const { row, id, rowIndex, extent, scale, loop, selected, active, matched, onSelect, onToggle, onFocus } = props
  const { node } = row
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are handled by the tree around it, which has the focus
    <div
      id={id}
      role="row"
      aria-level={row.depth + 1}
      aria-rowindex={rowIndex + 2}
      aria-expanded={row.open ?? undefined}
      aria-selected={selected}
      onClick={() => onSelect(node.spanId)}
      onDoubleClick={row.open === null ? undefined : () => onFocus(node.spanId)}
      className={cn(
        treeColumns,
        'h-(--row) cursor-default border-l-2 border-l-transparent pr-3 hover:bg-hover',
        loop !== null && 'border-l-warn',
        row.isWay && 'opacity-55',
        matched && 'bg-warn-soft',
        selected && 'bg-accent-soft hover:bg-accent-soft',
        active &&
          'group-focus-visible/tree:outline-2 group-focus-visible/tree:-outline-offset-2 group-focus-visible/tree:outline-accent',
      )}
    >
      <NameCell row={row} loop={loop} onToggle={onToggle} />
      <span role="gridcell" className={cn(wideOnly, 'text-right text-sm text-ink-3 tabular')}>
        {node.step ?? ''}
      </span>
      <span role="gridcell" className={cn(widestOnly, 'text-right text-sm text-ink-2 tabular')}>
        {node.subtreeTokens > 0 ? <Sum of={node} text={formatCount(node.subtreeTokens)} /> : null}
      </span>
      <span
        role="gridcell"
        className={cn('rounded-sm px-1 text-right text-sm text-ink-2 tabular', heatClasses[costHeat(node, scale)])}
      >
        {node.subtreeCostUsd === null ? null : <Sum of={node} text={formatUsd(node.subtreeCostUsd)} />}
      </span>
      <span
        role="gridcell"
        className={cn('rounded-sm px-1 text-right text-sm tabular', heatClasses[durationHeat(node, scale)])}
      >
        {formatDurationNs(node.durationNs)}
      </span>
      <span role="gridcell" className={cn(wideOnly, 'h-full')}>
        <TimeBar node={node} extent={extent} />
      </span>
    </div>
  )
})

/** The kind keeps its colour; an error is a mark on the bar's end. */
function TimeBar({ node, extent }: { node: SpanNode; extent: Extent }) {
  const { left, width } = barOf(node, extent)
  return (
    <span aria-hidden className="relative block h-full">
      <span
        className={cn(
          'absolute top-1/2 h-1.5 min-w-0.5 -translate-y-1/2 rounded-[1px]',
          kindLooks[node.kind].bar,
          node.descendantCount > 0 && isContainer(node.kind) && 'opacity-45',
        )}
        style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
      />
      {node.status === 'error' ? (
        <span
          className="absolute top-1/2 h-2.5 w-0.75 -translate-x-full -translate-y-1/2 rounded-[1px] bg-bad"
          style={{ left: `max(3px, ${(left + width) * 100}%)` }}
        />
      ) : null}
    </span>
  )
}

/** Parents show the sum of everything below them; a call is only itself, whatever the spans inside it. */
function Sum({ of, text }: { of: SpanNode; text: string }) {
  return (
    <>
      {of.descendantCount > 0 && of.usageRole !== 'own' ? <span className="text-ink-3">Σ </span> : null}
      {text}
    </>
  )
}
