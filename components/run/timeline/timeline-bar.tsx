'use client'

import type { SpanNode } from '#lib/domain/run.ts'
import { cn } from '#components/ui/cn.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { isContainer } from '#lib/run-view/is-container.ts'
import { labelPlace, labelWidth, type LabelPlace } from '#lib/run-view/timeline-label.ts'
import { marksOf, widePieces } from '#lib/run-view/timeline-marks.ts'
import type { TimeRange } from '#lib/run-view/timeline-places.ts'
import { shareOf } from '#lib/run-view/timeline-range.ts'
import { kindLooks } from '../kind-icon.tsx'

export type TimelineBarProps = {
  node: SpanNode
  /** Offsets from the run's start. */
  from: number
  to: number
  gaps: readonly TimeRange[] | undefined
  /** Its part of the critical path; undefined where that is not shown. */
  path: readonly TimeRange[] | undefined
  range: TimeRange
  widthPx: number
}

/** Narrower gaps are not seen. */
const MIN_GAP_PX = 8

/** A span's place in the time in view: its bar, its idle time, its part of the critical path, and how long it took. */
export function TimelineBar({ node, from, to, gaps, path, range, widthPx }: TimelineBarProps) {
  const outside = to < range.from ? 'before' : from > range.to ? 'after' : null
  if (outside !== null) return <Elsewhere side={outside} />
  const left = Math.max(0, shareOf(range, from) * widthPx)
  const right = Math.max(left + 2, Math.min(widthPx, shareOf(range, to) * widthPx))
  const isWide = node.descendantCount > 0 && isContainer(node.kind)
  const text = formatDurationNs(node.durationNs)
  const label = labelPlace({ left, right }, labelWidth(text), widthPx)
  const look = kindLooks[node.kind]
  return (
    <span aria-hidden className="absolute inset-0 overflow-hidden">
      <span
        className={cn(
          'absolute top-1/2 h-3 -translate-y-1/2 rounded-xs',
          isWide ? cn('border border-current', look.text, look.soft) : look.bar,
          from < range.from && 'rounded-l-none border-l-0',
          to > range.to && 'rounded-r-none border-r-0',
        )}
        style={{ left, width: right - left }}
      />
      {gaps === undefined ? null : <Gaps gaps={gaps} range={range} widthPx={widthPx} />}
      {path === undefined ? null : <PathLine path={path} range={range} widthPx={widthPx} />}
      {node.status === 'error' ? (
        <span
          className="absolute top-1/2 h-4 w-0.75 -translate-y-1/2 rounded-[1px] bg-bad ring-1 ring-canvas"
          style={{ left: Math.max(0, right - 3) }}
        />
      ) : null}
      <Label
        text={text}
        place={label}
        left={left}
        right={right}
        widthPx={widthPx}
        isFilled={!isWide && node.kind !== 'wait'}
      />
    </span>
  )
}

type LabelProps = {
  text: string
  place: LabelPlace
  left: number
  right: number
  widthPx: number
  /** Text in a filled bar takes the page's colour. */
  isFilled: boolean
}

function Label({ text, place, left, right, widthPx, isFilled }: LabelProps) {
  if (place === 'none') return null
  const inside = place === 'inside'
  return (
    <span
      className={cn(
        'absolute top-1/2 -translate-y-1/2 px-1 text-xs leading-3 whitespace-nowrap tabular',
        inside && isFilled ? 'text-canvas' : 'text-ink-2',
        inside && !isFilled && 'rounded-sm bg-canvas',
      )}
      style={place === 'before' ? { right: widthPx - left } : { left: place === 'after' ? right : left + 3 }}
    >
      {text}
    </span>
  )
}

/** Idle time is hatched as waiting is, with its length where that can be read. */
function Gaps({ gaps, range, widthPx }: { gaps: readonly TimeRange[]; range: TimeRange; widthPx: number }) {
  return widePieces(gaps, range, widthPx, MIN_GAP_PX).map(({ left, right, range: gap }) => {
    const text = formatDurationNs(gap.to - gap.from)
    return (
      <span
        key={gap.from}
        title={`idle for ${text}`}
        className="absolute top-1/2 flex h-2.5 -translate-y-1/2 hatch items-center justify-center bg-canvas"
        style={{ left, width: right - left }}
      >
        {labelWidth(text) + 24 <= right - left ? (
          <span className="rounded-sm bg-canvas px-1 text-xs leading-3 text-ink-2 tabular">{text}</span>
        ) : null}
      </span>
    )
  })
}

/** One element, however many pieces. */
function PathLine({ path, range, widthPx }: { path: readonly TimeRange[]; range: TimeRange; widthPx: number }) {
  const shape = marksOf(path, range, widthPx, 1.5)
    .map(({ left, right }) => `M${left.toFixed(1)} 0H${Math.max(right, left + 1.5).toFixed(1)}V2H${left.toFixed(1)}z`)
    .join('')
  return (
    <svg className="absolute inset-x-0 top-1/2 h-0.5 w-full translate-y-1.75 fill-ink" width={widthPx} height={2}>
      <path d={shape} />
    </svg>
  )
}

/** The span is outside the part in view. */
function Elsewhere({ side }: { side: 'before' | 'after' }) {
  return (
    <span
      aria-hidden
      className={cn('absolute top-1/2 -translate-y-1/2 px-1 text-xs text-ink-3', side === 'after' && 'right-0')}
    >
      {side === 'before' ? '‹' : '›'}
    </span>
  )
}
