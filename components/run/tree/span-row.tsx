/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import type { ReactNode } from 'react'
import type { Loop } from '#lib/domain/run.ts'
import { cn } from '#components/ui/cn.ts'
import type { TreeRow } from '#lib/run-view/tree-rows.ts'

/** What a row of a span is told, whatever its view draws of it. */
export type SpanRowProps = {
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

type SpanRowFrameProps = Omit<SpanRowProps, 'onToggle'> & {
  /** Columns of the view. */
  className: string
  /** What the needle says over it. */
  hover?: string
  children: ReactNode
}

/** A row of the tree or the timeline: where it stands, what state it is in, what a click does. */
export function SpanRow(props: SpanRowFrameProps) {
  const { row, id, rowIndex, loop, selected, active, matched, onSelect, onFocus, className, hover, children } = props
  const { spanId } = row.node
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are handled by the grid around it, which has the focus
    <div
      id={id}
      role="row"
      aria-level={row.depth + 1}
      aria-rowindex={rowIndex + 2}
      aria-expanded={row.open ?? undefined}
      aria-selected={selected}
      data-hover={hover}
      onClick={() => onSelect(spanId)}
      onDoubleClick={row.open === null ? undefined : () => onFocus(spanId)}
      className={cn(
        className,
        'h-(--row) cursor-default border-l-2 border-l-transparent hover:bg-hover',
        loop !== null && 'border-l-warn',
        row.isWay && 'opacity-55',
        matched && 'bg-warn-soft',
        selected && 'bg-accent-soft hover:bg-accent-soft',
        active &&
          'group-focus-visible/tree:outline-2 group-focus-visible/tree:-outline-offset-2 group-focus-visible/tree:outline-accent',
      )}
    >
      {children}
    </div>
  )
}
