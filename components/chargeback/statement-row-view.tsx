/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: flex */
'use client'

import { ChevronRight } from 'lucide-react'
import type { CSSProperties, MouseEvent } from 'react'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { cn } from '#components/ui/cn.ts'
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import type { StatementColumn } from './statement-columns.tsx'
import type { StatementRow } from './statement-rows.ts'
import { allTokens } from './token-lines.ts'

type StatementRowViewProps = {
  id: string
  row: StatementRow
  columns: readonly StatementColumn[]
  /** As assistive technology counts, the head included. */
  rowIndex: number
  /** Where the keys are; only its links are stops of Tab. */
  isActive: boolean
  isFoot?: boolean
  onToggle?: () => void
  style?: CSSProperties
}

const indents = ['', 'pl-5', 'pl-10']

export function StatementRowView(props: StatementRowViewProps) {
  const { id, row, columns, rowIndex, isActive, isFoot = false, onToggle, style } = props
  const tabIndex = isActive || isFoot ? 0 : -1
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are handled by the grid around it, which has the focus
    <div
      id={id}
      role="row"
      aria-level={row.depth + 1}
      aria-rowindex={rowIndex}
      aria-expanded={row.open ?? undefined}
      onClick={row.open === null ? undefined : (event) => (isOfControl(event) ? undefined : onToggle?.())}
      style={style}
      className={cn(
        'flex items-center gap-x-3 border-b px-3',
        isFoot
          ? 'h-11 border-t border-b-0 font-medium @min-[640px]:h-9'
          : 'absolute inset-x-0 top-0 cursor-default hover:bg-hover',
        row.depth === 0 && !isFoot && 'font-medium',
        isActive &&
          'group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-accent',
      )}
    >
      <div role="rowheader" className={cn('flex min-w-24 flex-1 items-center gap-1.5', indents[row.depth])}>
        <ChevronRight
          aria-hidden
          className={cn('size-3.5 shrink-0 text-ink-3', row.open === true && 'rotate-90', row.open === null && 'invisible')} // prettier-ignore
        />
        <span className="min-w-0">
          <Tooltip content={row.name.length > 24 ? row.name : null} align="start">
            <span className={cn('block truncate', !row.isKnown && 'text-ink-2 italic')}>{row.name}</span>
          </Tooltip>
          <NarrowFigures row={row} />
        </span>
      </div>
      {columns.map(({ id: column, className, cell }) => (
        <div
          key={column}
          role="gridcell"
          className={cn('tabular shrink-0 text-right font-normal whitespace-nowrap', className)}
        >
          {cell(row, tabIndex)}
        </div>
      ))}
    </div>
  )
}

/** What the columns say that a narrow table leaves out. */
function NarrowFigures({ row: { figures } }: { row: StatementRow }) {
  if (figures === null) return null
  return (
    <span className="tabular block truncate text-sm font-normal text-ink-3 @min-[640px]:hidden">
      {formatCountExact(figures.runs)} {figures.runs === 1 ? 'run' : 'runs'}, {formatCount(allTokens(figures.tokens))}{' '}
      tokens
    </span>
  )
}

/** Clicks on links are theirs, and so is selecting text. */
function isOfControl(event: MouseEvent): boolean {
  if (event.target instanceof Element && event.target.closest('a, button') !== null) return true
  return window.getSelection()?.isCollapsed === false
}
