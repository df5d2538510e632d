/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { memo } from 'react'
import type { SpanNode } from '#lib/domain/run.ts'
import type { RunLog } from '#lib/domain/run-logs.ts'
import { cn } from '#components/ui/cn.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatClockTime } from '#lib/format/time.ts'
import { severityOf, type Severity } from '#lib/run-view/log-lines.ts'
import { KindIcon } from '../kind-icon.tsx'

type LogRowProps = {
  line: RunLog
  rowIndex: number
  node: SpanNode | null
  startNs: bigint | null
  query: string
  selected: boolean
  active: boolean
  onSelect: (spanId: string) => void
}

const levelColours: Record<Severity, string> = {
  trace: 'text-ink-3',
  debug: 'text-ink-3',
  info: 'text-ink-2',
  warn: 'text-warn',
  error: 'text-bad',
  fatal: 'font-semibold text-bad',
}

/** Time and text always; offset, level and span where there is room. */
const columns =
  'grid grid-cols-[5.5rem_minmax(0,1fr)] items-center gap-x-3 whitespace-nowrap @min-[640px]:grid-cols-[5.5rem_4.5rem_3.5rem_minmax(0,1fr)_minmax(0,11rem)]'

export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { line, rowIndex, node, startNs, query, selected, active, onSelect } = props
  const severity = severityOf(line)
  const words = query.trim().toLowerCase()
  const isMatch = words !== '' && `${line.name} ${line.text}`.toLowerCase().includes(words)
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are handled by the grid around it, which has the focus
    <div
      id={`log-${line.id}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={rowIndex + 1}
      aria-selected={selected}
      onClick={() => (line.spanId === null ? undefined : onSelect(line.spanId))}
      className={cn(
        columns,
        'h-(--row) border-l-2 border-l-transparent px-3 text-sm hover:bg-hover',
        (severity === 'error' || severity === 'fatal') && 'border-l-bad',
        severity === 'warn' && 'border-l-warn',
        isMatch && 'bg-warn-soft',
        selected && 'bg-accent-soft hover:bg-accent-soft',
        active &&
          'group-focus-visible/log:outline-2 group-focus-visible/log:-outline-offset-2 group-focus-visible/log:outline-accent',
      )}
    >
      <span role="gridcell" className="text-ink-3 tabular">
        {formatClockTime(line.timeNs)}
      </span>
      <span role="gridcell" className="hidden text-right text-ink-3 tabular @min-[640px]:block">
        {startNs === null ? '' : offsetOf(line.timeNs, startNs)}
      </span>
      <span
        role="gridcell"
        className={cn('hidden truncate @min-[640px]:block', severity === null ? 'text-ink-3' : levelColours[severity])}
      >
        {line.severityText.toLowerCase() || severity || (line.source === 'event' ? 'event' : '–')}
      </span>
      <span role="gridcell" className="min-w-0 truncate">
        {line.name === '' ? null : <span className="font-medium">{line.name} </span>}
        <span className="font-mono text-ink-2">{line.text}</span>
      </span>
      <span role="gridcell" className="hidden min-w-0 items-center gap-1.5 text-ink-3 @min-[640px]:flex">
        {node === null ? (
          'no span'
        ) : (
          <>
            <KindIcon kind={node.kind} failed={node.status === 'error'} />
            <span className="truncate">{node.label || node.name}</span>
          </>
        )}
      </span>
    </div>
  )
})

/** Time since the run began; a clock that is behind gives a minus. */
function offsetOf(timeNs: string, startNs: bigint): string {
  const offset = Number(BigInt(timeNs) - startNs)
  return offset < 0 ? `−${formatDurationNs(-offset)}` : `+${formatDurationNs(offset)}`
}
