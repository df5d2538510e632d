/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: flex */
'use client'

import { useRouter } from 'next/navigation'
import { useMemo, type RefObject } from 'react'
import { dimensionTexts } from '#components/cost/dimension-texts.ts'
import { useIsNarrow } from '#components/layout/use-media-query.ts'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { gridRowHeight } from '#components/table/grid-row-height.ts'
import { cn } from '#components/ui/cn.ts'
import type { PrintedStatement } from '#lib/chargeback/printed-statement.ts'
import type { Statement } from '#lib/domain/statement.ts'
import { SortHeader } from './sort-header.tsx'
import { statementColumns } from './statement-columns.tsx'
import { costHref, type StatementLinks } from './statement-links.ts'
import { StatementRowView } from './statement-row-view.tsx'
import type { StatementOrder } from './statement-order.ts'
import { statementRows, totalRow, type StatementRow } from './statement-rows.ts'
import { useStatementRows } from './use-statement-rows.ts'

type StatementTableProps = {
  statement: Statement
  printed: PrintedStatement
  /** Rows that are open; `onToggle` opens or closes one. */
  open: ReadonlySet<string>
  onToggle: (id: string) => void
  /** What the tenants are searched for, and their order. */
  typed: string
  order: StatementOrder
  onOrder: (order: StatementOrder) => void
  /** What scrolls around it. */
  scrollRef: RefObject<HTMLElement | null>
  links: StatementLinks
}

const headHeight = 28

/** The statement as a treegrid: tenants, opened to their lines, above the sum of all; only rows in view are drawn. */
export function StatementTable(props: StatementTableProps) {
  const { statement, printed, open, onToggle, typed, order, onOrder, scrollRef, links } = props
  const router = useRouter()
  const [{ density }] = usePreferences()
  const rowHeight = gridRowHeight(density, useIsNarrow())
  const columns = useMemo(() => statementColumns({ statement, printed, links }), [statement, printed, links])
  const rows = useMemo(
    () => statementRows(statement, printed, { open, typed, order }),
    [statement, printed, open, typed, order],
  )
  const foot = useMemo(() => totalRow(statement, printed, { typed }), [statement, printed, typed])
  const toRuns = (row: StatementRow) => {
    const href = costHref(statement, row, links)
    if (href !== undefined) router.push(href)
  }
  const grid = useStatementRows({ rows, scrollRef, rowHeight, barHeight: headHeight, onToggle, onEnter: toRuns })
  const { bodyRef, gridId, virtualizer, above, active, setActiveId, onKeyDown } = grid
  const activeRow = rows[active]
  const heading = ['tenant' as const, ...statement.levels].map((level, index) =>
    index === 0 ? dimensionTexts[level].label : dimensionTexts[level].label.toLowerCase(),
  )
  return (
    <div
      role="treegrid"
      aria-label="Statement by tenant"
      aria-rowcount={rows.length + 2}
      aria-activedescendant={activeRow === undefined ? undefined : `${gridId}${activeRow.id}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="group/grid @container border-t outline-none"
    >
      <div role="rowgroup" className="sticky top-0 z-10 bg-sunken">
        <div role="row" aria-rowindex={1} className="flex h-7 items-center gap-x-3 border-b px-3 text-sm text-ink-3">
          <SortHeader
            sort="tenant"
            header={heading.join(', ')}
            className="min-w-24 flex-1 truncate pl-5 text-left"
            order={order}
            onOrder={onOrder}
          />
          {columns.map(({ id, header, meaning, className }) => (
            <SortHeader
              key={id}
              sort={id}
              header={header}
              meaning={meaning}
              className={cn('shrink-0 text-right font-normal', className)}
              order={order}
              onOrder={onOrder}
            />
          ))}
        </div>
      </div>
      <div ref={bodyRef} role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <StatementRowView
              key={item.key}
              id={`${gridId}${row.id}`}
              row={row}
              columns={columns}
              rowIndex={item.index + 2}
              isActive={item.index === active}
              onToggle={() => {
                setActiveId(row.id)
                onToggle(row.id)
              }}
              style={{ height: item.size, transform: `translateY(${item.start - above}px)` }}
            />
          )
        })}
      </div>
      <div role="rowgroup" className="sticky bottom-0 z-10 bg-canvas">
        <StatementRowView
          id={`${gridId}total`}
          row={foot}
          columns={columns}
          rowIndex={rows.length + 2}
          isActive={false}
          isFoot
        />
      </div>
    </div>
  )
}
