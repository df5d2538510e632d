'use client'

import { UsdText } from '#components/cost/usd-text.tsx'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Button } from '#components/ui/button.tsx'
import type { PricePage } from '#lib/domain/price-page.ts'
import { formatCountExact } from '#lib/format/count.ts'
import type { SpentHref } from './spent-runs.ts'

type SeenTool = PricePage['tools'][number]
type ToolsTableProps = {
  tools: readonly SeenTool[]
  hrefOf: SpentHref
  mayChange: boolean
  onPrice: (tool: string) => void
}

/** Tools cost nothing by themselves unless the project says so. */
export function ToolsTable({ tools, hrefOf, mayChange, onPrice }: ToolsTableProps) {
  if (tools.length === 0) return null
  return (
    <ShortTable
      title="Tools of the last 30 days"
      isCounted
      rows={tools}
      keyOf={({ tool }) => tool}
      empty=""
      columns={[...toolColumns(hrefOf), ...(mayChange ? [toolAction(onPrice)] : [])]}
    />
  )
}

const toolColumns = (hrefOf: SpentHref): readonly ShortColumn<SeenTool>[] => [
  { header: 'Tool', className: 'narrow:w-1/4', cell: ({ tool }) => <code className="wrap-anywhere">{tool}</code> },
  { header: 'Runs', align: 'end', cell: ({ runs }) => formatCountExact(runs) },
  {
    header: 'Cost',
    align: 'end',
    cell: ({ tool, costUsd }) =>
      costUsd === null ? (
        <span className="text-ink-3">no price of its own</span>
      ) : (
        <UsdText usd={costUsd} href={hrefOf(['tool'], [tool])} />
      ),
  },
]

const toolAction = (onPrice: ToolsTableProps['onPrice']): ShortColumn<SeenTool> => ({
  header: 'Change',
  isIconOnly: true,
  align: 'end',
  className: 'w-px',
  cell: ({ tool }) => (
    <Button size="sm" aria-label={`Price a call of ${tool}`} onClick={() => onPrice(tool)}>
      Price a call
    </Button>
  ),
})

type SeenDialect = PricePage['dialects'][number] & { isBilled: boolean }
type DialectsTableProps = {
  dialects: PricePage['dialects']
  billed: readonly string[]
  mayChange: boolean
  onBill: (dialect: string, asReported: boolean) => void
}

/** Senders that say what a call cost may be taken by their word. */
export function DialectsTable({ dialects, billed, mayChange, onBill }: DialectsTableProps) {
  const rows = dialects
    .map((each) => ({ ...each, isBilled: billed.includes(each.dialect) }))
    .filter(({ reportingRuns, isBilled }) => reportingRuns > 0 || isBilled)
  if (rows.length === 0) return null
  return (
    <ShortTable
      title="Costs that senders report"
      rows={rows}
      keyOf={({ dialect }) => dialect}
      empty=""
      columns={[...dialectColumns, ...(mayChange ? [dialectAction(onBill)] : [])]}
    />
  )
}

const dialectColumns: readonly ShortColumn<SeenDialect>[] = [
  { header: 'Sender', className: 'narrow:w-1/4', cell: ({ dialect }) => dialect },
  {
    header: 'Runs that report',
    align: 'end',
    cell: ({ runs, reportingRuns }) => `${formatCountExact(reportingRuns)} of ${formatCountExact(runs)}`,
  },
  {
    header: 'Billed',
    cell: ({ isBilled }) => (isBilled ? 'as reported, where it is' : 'by the prices here; reported costs stand beside'),
  },
]

const dialectAction = (onBill: DialectsTableProps['onBill']): ShortColumn<SeenDialect> => ({
  header: 'Change',
  isIconOnly: true,
  align: 'end',
  className: 'w-px',
  cell: ({ dialect, isBilled }) => {
    const action = isBilled ? 'Bill by prices' : 'Bill as reported'
    return (
      <Button size="sm" aria-label={`${action}: ${dialect}`} onClick={() => onBill(dialect, !isBilled)}>
        {action}
      </Button>
    )
  },
})
