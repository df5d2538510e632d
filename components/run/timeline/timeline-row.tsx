/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { memo } from 'react'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatOffsetNs } from '#lib/format/offset.ts'
import { NameCell } from '../tree/name-cell.tsx'
import { SpanRow, type SpanRowProps } from '../tree/span-row.tsx'
import { TimelineBar, type TimelineBarProps } from './timeline-bar.tsx'
import { timelineColumns } from './timeline-columns.ts'

type TimelineRowProps = SpanRowProps & Omit<TimelineBarProps, 'node'>

export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const { row, id, rowIndex, loop, selected, active, matched, onSelect, onToggle, onFocus, ...bar } = props
  const state = { row, id, rowIndex, loop, selected, active, matched, onSelect, onFocus }
  const { node } = row
  const duration = formatDurationNs(node.durationNs)
  return (
    <SpanRow {...state} className={timelineColumns} hover={`${node.label || node.name} · ${duration}`}>
      <div role="presentation" className="@container min-w-0 border-r">
        <NameCell row={row} loop={loop} onToggle={onToggle} />
      </div>
      <span role="gridcell" className="relative h-full">
        <span className="sr-only">
          {duration}, from {formatOffsetNs(bar.from, Math.max(1, node.durationNs / 100))}
        </span>
        {bar.widthPx === 0 ? null : <TimelineBar node={node} {...bar} />}
      </span>
    </SpanRow>
  )
})
