import type { ReactNode } from 'react'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { cn } from '#components/ui/cn.ts'

export type ShortColumn<Row> = { header: string; align?: 'end'; className?: string; cell: (row: Row) => ReactNode }

type ShortTableProps<Row> = {
  title: string
  columns: readonly ShortColumn<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** In place of rows. */
  empty: ReactNode
}

/** A short table under its heading; it scrolls sideways by itself where it must. */
export function ShortTable<Row>({ title, columns, rows, keyOf, empty }: ShortTableProps<Row>) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="px-3 pt-4 pb-1.5 font-semibold">{title}</h2>
      {rows.length === 0 ? (
        <p className="border-y px-3 py-3 text-ink-2">{empty}</p>
      ) : (
        <ScrollArea label={`${title}, table`} className="border-y">
          <table className="w-full border-collapse text-left">
            <thead>
              <tr className="h-7 border-b bg-sunken text-sm text-ink-3">
                {columns.map(({ header, align, className }) => (
                  <th
                    key={header}
                    scope="col"
                    className={cn(
                      'px-3 font-normal whitespace-nowrap',
                      align === 'end' && 'text-right',
                      className,
                      'text-ink-3',
                    )}
                  >
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y">
              {rows.map((row) => (
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
    </section>
  )
}
