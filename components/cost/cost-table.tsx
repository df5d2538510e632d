'use client'

import { ArrowDown, ArrowUp, ChevronRight } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { CostReport } from '#lib/domain/costs.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import { filterOfDimension, narrowedToGroup } from '#lib/domain/query/cost-link.ts'
import { costColumns, type CostColumn } from './cost-columns.tsx'
import { isOfWholeRuns, type RunsHref } from './cost-links.ts'
import { ariaSort, nextOrder } from '#components/table/sort-order.ts'
import { costRows, type CostOrder, type CostRow } from './cost-rows.ts'
import { dimensionTexts } from './dimension-texts.ts'

type CostTableProps = {
  report: CostReport
  sort: CostOrder
  onSort: (sort: CostOrder) => void
  hrefOf: RunsHref
  /** Colour of a group in the chart above. */
  colourOf: (key: string | null) => string | undefined
  /** Asks for the groups that a rest stands for. */
  onMore: (() => void) | undefined
  /** At the end of the heading's line. */
  tools: ReactNode
}

/** Costs by one dimension, opened to a second one: every amount leads to its runs. */
export function CostTable({ report, sort, onSort, hrefOf, colourOf, onMore, tools }: CostTableProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [outer = 'tenant', inner] = report.by
  const columns = costColumns((row, change) => {
    if (row.keys === null || (isOfWholeRuns(change) && isByShare(report, row))) return undefined
    return hrefOf({ ...change, ...changeOf(report, row) })
  }, report)
  const toggle = (id: string) => setOpen((before) => before.symmetricDifference(new Set([id])))
  const title =
    dimensionTexts[outer].label + (inner === undefined ? '' : `, ${dimensionTexts[inner].label.toLowerCase()}`)
  return (
    <section aria-label="Costs by group" className="min-w-0">
      <div className="flex flex-wrap items-center gap-2 px-3 pt-3 pb-1.5">{tools}</div>
      <ScrollArea label="Costs, table" className="border-y">
        <table className="w-full border-collapse text-left">
          <thead>
            <tr className="h-7 border-b bg-sunken text-sm text-ink-3">
              <HeaderCell column={{ key: 'name', header: title, meaning: '' }} sort={sort} onSort={onSort} isFirst />
              {columns.map((column) => (
                <HeaderCell key={column.key} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {costRows(report, sort, open).map((row) => (
              <tr key={row.id} className={cn('h-7 hover:bg-hover', row.level === 0 && 'font-medium')}>
                <th scope="row" className="w-full max-w-0 min-w-40 px-3 font-normal narrow:min-w-48">
                  <Name row={row} colour={colourOfRow(row, colourOf)} onToggle={() => toggle(row.id)} onMore={onMore} />
                </th>
                {columns.map(({ key, className, cell }) => (
                  <td key={key} className={cn('tabular px-3 text-right whitespace-nowrap', className)}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {report.overlaps ? (
        <p className="px-3 py-1.5 text-sm text-ink-3">
          A run with two tags is in both of their rows, so the rows add up to more than the total.
        </p>
      ) : null}
    </section>
  )
}

function changeOf(report: CostReport, { keys }: CostRow): RunFilter {
  return narrowedToGroup({}, report.by, keys ?? [])
}

function isByShare({ by }: CostReport, { level }: CostRow): boolean {
  return by.slice(0, level).some((dimension) => filterOfDimension[dimension].startsWith('charged'))
}

function colourOfRow({ level, keys }: CostRow, colourOf: CostTableProps['colourOf']): string | undefined {
  return level === 1 && keys !== null ? colourOf(keys[0] ?? null) : undefined
}

type NameProps = { row: CostRow; colour: string | undefined; onToggle: () => void; onMore: (() => void) | undefined }

function Name({ row: { name, level, inner, isOpen, keys }, colour, onToggle, onMore }: NameProps) {
  const isKnown = keys === null || level === 0 || keys.at(-1) !== null
  const text = (
    <>
      {colour === undefined ? null : (
        <span aria-hidden className="size-2 shrink-0 rounded-xs" style={{ background: colour }} />
      )}
      <bdi className={cn('truncate', (!isKnown || keys === null) && 'text-ink-2 italic')} title={name}>
        {name}
      </bdi>
    </>
  )
  if (inner === 0)
    return (
      <span className={cn('flex items-center gap-1.5', level === 1 && 'pl-5', level === 2 && 'pl-10')}>
        {text}
        {keys === null && onMore !== undefined ? (
          <Button variant="link" size="inline" onClick={onMore}>
            Show more
          </Button>
        ) : null}
      </span>
    )
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onToggle}
      className="flex w-full min-w-0 items-center gap-1.5 text-left"
    >
      <ChevronRight aria-hidden className={cn('size-3.5 shrink-0 text-ink-3', isOpen && 'rotate-90')} />
      {text}
    </button>
  )
}

type HeaderCellProps = {
  column: Pick<CostColumn, 'key' | 'header' | 'meaning' | 'className'>
  sort: CostOrder
  onSort: (sort: CostOrder) => void
  isFirst?: boolean
}

function HeaderCell({ column: { key, header, meaning, className }, sort, onSort, isFirst = false }: HeaderCellProps) {
  const isSorted = sort.key === key
  const Arrow = sort.order === 'asc' ? ArrowUp : ArrowDown
  return (
    <th
      scope="col"
      aria-label={header}
      aria-sort={ariaSort(key, sort)}
      className={cn('px-3 font-normal whitespace-nowrap', !isFirst && 'text-right', className)}
    >
      <Tooltip content={meaning}>
        <button
          type="button"
          className={cn('inline-flex items-center gap-1 hover:text-ink', isSorted && 'text-ink')}
          onClick={() => onSort(nextOrder(key, sort, 'name'))}
        >
          {header}
          {isSorted ? <Arrow aria-hidden className="size-3" /> : null}
        </button>
      </Tooltip>
    </th>
  )
}
