/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { memo } from 'react'
import type { Loop } from '#lib/domain/run.ts'
import { cn } from '#components/ui/cn.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatOffsetNs } from '#lib/format/offset.ts'
import type { TreeRow } from '#lib/run-view/tree-rows.ts'
import { NameCell } from '../tree/name-cell.tsx'
import { TimelineBar, type TimelineBarProps } from './timeline-bar.tsx'
import { timelineColumns } from './timeline-columns.ts'

type TimelineRowProps = Omit<TimelineBarProps, 'node'> & {
  row: TreeRow
  id: string
  rowIndex: number
  loop: Loop | null
  selected: boolean
  active: boolean
  matched: boolean
  onSelect: (spanId: string) => void
  onToggle: (spanId: string) => void
  onFocus: (spanId: string) => void
}

export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const { row, id, rowIndex, loop, selected, active, matched, onSelect, onToggle, onFocus, ...bar } = props
  const { node } = row
  const duration = formatDurationNs(node.durationNs)
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are handled by the grid around it, which has the focus
    <div
      id={id}
      role="row"
      aria-level={row.depth + 1}
      aria-rowindex={rowIndex + 2}
      aria-expanded={row.open ?? undefined}
      aria-selected={selected}
      data-hover={`${node.label || node.name} · ${duration}`}
      onClick={() => onSelect(node.spanId)}
      onDoubleClick={row.open === null ? undefined : () => onFocus(node.spanId)}
      className={cn(
        timelineColumns,
        'h-(--row) cursor-default border-l-2 border-l-transparent hover:bg-hover',
        loop !== null && 'border-l-warn',
        matched && 'bg-warn-soft',
        selected && 'bg-accent-soft hover:bg-accent-soft',
        active &&
          'group-focus-visible/tree:outline-2 group-focus-visible/tree:-outline-offset-2 group-focus-visible/tree:outline-accent',
      )}
    >
      <div role="presentation" className="@container min-w-0 border-r">
        <NameCell row={row} loop={loop} onToggle={onToggle} />
      </div>
      <span role="gridcell" className="relative h-full">
        <span className="sr-only">
          {duration}, from {formatOffsetNs(bar.from, Math.max(1, node.durationNs / 100))}
        </span>
        {bar.widthPx === 0 ? null : <TimelineBar node={node} {...bar} />}
      </span>
    </div>
  )
})
