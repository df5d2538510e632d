/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { memo } from 'react'
import type { SpanNode } from '#lib/domain/run.ts'
import { cn } from '#components/ui/cn.ts'
import { formatCount } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { barOf, type Extent } from '#lib/run-view/bars.ts'
import { costHeat, durationHeat, type Heat, type HeatScale } from '#lib/run-view/heat.ts'
import { isContainer } from '#lib/run-view/is-container.ts'
import { CostButton, costTargetOf } from '../cost/cost-button.tsx'
import { kindLooks } from '../kind-icon.tsx'
import { NameCell } from './name-cell.tsx'
import { SpanRow, type SpanRowProps } from './span-row.tsx'
import { treeColumns, wideOnly, widestOnly } from './tree-columns.ts'

type TreeRowProps = SpanRowProps & { extent: Extent; scale: HeatScale }

const heatClasses: Record<Heat, string> = {
  0: '',
  1: 'bg-warn/8',
  2: 'bg-warn/18',
  3: 'bg-warn/30',
}

export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const { extent, scale, onToggle, ...state } = props
  const { row, loop } = state
  const { node } = row
  return (
    <SpanRow {...state} className={cn(treeColumns, 'pr-3')}>
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
        <Cost of={node} />
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
    </SpanRow>
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

/** Unknown is said, not left empty. */
function Cost({ of: node }: { of: SpanNode }) {
  if (node.subtreeCostUsd === null && node.costStatus !== 'unpriced') return null
  return (
    <CostButton target={costTargetOf(node)} of={node.label || node.name} isStop={false}>
      <Sum of={node} text={formatUsd(node.subtreeCostUsd)} />
      {node.costStatus === 'partial' ? '*' : ''}
    </CostButton>
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
