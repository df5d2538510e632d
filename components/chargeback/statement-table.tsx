/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: flex */
'use client'

import { useRouter } from 'next/navigation'
import { useMemo, type RefObject } from 'react'
import { dimensionTexts } from '#components/cost/dimension-texts.ts'
import { useIsNarrow } from '#components/layout/use-media-query.ts'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { gridRowHeight } from '#components/table/grid-row-height.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { cn } from '#components/ui/cn.ts'
import type { PrintedStatement } from '#lib/chargeback/printed-statement.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import type { Statement } from '#lib/domain/statement.ts'
import { statementColumns } from './statement-columns.tsx'
import { rowFilter } from './statement-links.ts'
import { StatementRowView } from './statement-row-view.tsx'
import { statementRows, totalRow, type StatementRow } from './statement-rows.ts'
import { useStatementRows } from './use-statement-rows.ts'

type StatementTableProps = {
  statement: Statement
  printed: PrintedStatement
  /** Rows that are open; `onToggle` opens or closes one. */
  open: ReadonlySet<string>
  onToggle: (id: string) => void
  /** What the tenants are searched for. */
  typed: string
  /** What scrolls around it. */
  scrollRef: RefObject<HTMLElement | null>
  hrefOf: (filter: RunFilter) => string
}

const headHeight = 28

/** The statement as a treegrid: tenants, opened to their lines, above the sum of all; only rows in view are drawn. */
export function StatementTable({ statement, printed, open, onToggle, typed, scrollRef, hrefOf }: StatementTableProps) {
  const router = useRouter()
  const [{ density }] = usePreferences()
  const rowHeight = gridRowHeight(density, useIsNarrow())
  const columns = useMemo(() => statementColumns({ statement, printed, hrefOf }), [statement, printed, hrefOf])
  const rows = useMemo(() => statementRows(statement, printed, { open, typed }), [statement, printed, open, typed])
  const foot = useMemo(() => totalRow(statement, printed), [statement, printed])
  const toRuns = (row: StatementRow) => {
    const filter = rowFilter(statement, row)
    if (filter !== null) router.push(hrefOf(filter))
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
          <div role="columnheader" className="min-w-24 flex-1 truncate pl-5">
            {heading.join(', ')}
          </div>
          {columns.map(({ id, header, meaning, className }) => (
            <div
              key={id}
              role="columnheader"
              aria-label={header}
              className={cn('shrink-0 text-right', className, 'font-normal')}
            >
              <Tooltip content={meaning}>
                <span>{header}</span>
              </Tooltip>
            </div>
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
