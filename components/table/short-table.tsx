'use client'

import { useState, type ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { cn } from '#components/ui/cn.ts'
import { formatCountExact } from '#lib/format/count.ts'

export type ShortColumn<Row> = {
  header: string
  /** The header is read out, and not shown: what stands below says it. */
  isIconOnly?: boolean
  align?: 'end'
  className?: string
  cell: (row: Row) => ReactNode
}

type ShortTableProps<Row> = {
  title: string
  columns: readonly ShortColumn<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** So many rows are shown until all of them are asked for. */
  first?: number
  /** In place of rows. */
  empty: ReactNode
  /** Whether the heading says how many rows there are. */
  isCounted?: boolean
  /** At the end of the heading's line. */
  tools?: ReactNode
}

/** The class of a column that takes what the others leave, and cuts what does not fit. */
export const fillingColumn = 'w-full max-w-0 min-w-24 truncate'

/** A short table under its heading; it scrolls sideways by itself where it must. */
export function ShortTable<Row>({
  title,
  columns,
  rows,
  keyOf,
  first = Infinity,
  empty,
  isCounted = false,
  tools,
}: ShortTableProps<Row>) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? rows : rows.slice(0, first)
  return (
    <section aria-label={title} className="min-w-0">
      <div className="flex min-h-11 flex-wrap items-end gap-x-3 gap-y-0.5 px-3 pt-3 pb-1.5">
        <h2 className="flex-auto font-semibold">
          {title}
          {isCounted && rows.length > 0 ? (
            <span className="tabular pl-1.5 text-sm font-normal text-ink-3">{formatCountExact(rows.length)}</span>
          ) : null}
        </h2>
        {tools}
      </div>
      {rows.length === 0 ? (
        <p className="border-y px-3 py-3 text-ink-2">{empty}</p>
      ) : (
        <ScrollArea label={`${title}, table`} className="border-y">
          <table className="w-full border-collapse text-left">
            <thead>
              <tr className="h-7 border-b bg-sunken text-sm text-ink-3">
                {columns.map(({ header, isIconOnly, align, className }) => (
                  <th
                    key={header}
                    scope="col"
                    className={cn(
                      'relative px-3 font-normal whitespace-nowrap',
                      align === 'end' && 'text-right',
                      className,
                      'text-ink-3',
                    )}
                  >
                    {isIconOnly ? <span className="sr-only">{header}</span> : header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y">
              {shown.map((row) => (
                <tr key={keyOf(row)} className="hover:bg-hover">
                  {columns.map(({ header, align, className, cell }) => (
                    <td
                      key={header}
                      className={cn('px-3 py-1.5 align-top', align === 'end' && 'tabular text-right', className)}
                    >
                      {cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollArea>
      )}
      {rows.length <= first ? null : (
        <div className="px-1.5 pt-1">
          <Button variant="ghost" size="sm" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? `Only the first ${first}` : `All ${formatCountExact(rows.length)}`}
          </Button>
        </div>
      )}
    </section>
  )
}
