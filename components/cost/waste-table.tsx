import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import type { CostFigures } from '#lib/domain/costs.ts'
import { formatPart } from '#lib/format/percent.ts'
import { figureFilters, type RunsHref } from './cost-links.ts'
import { UsdText } from './usd-text.tsx'

type Waste = { name: string; meaning: string; usd: string; href: string | undefined; total: string | null }

/** What was paid for without a use. A call may be in several of these lines, so they have no sum. */
export function WasteTable({ total, hrefOf }: { total: CostFigures; hrefOf: RunsHref }) {
  return (
    <ShortTable
      title="Spent without a use"
      rows={wasteOf(total, hrefOf)}
      keyOf={({ name }) => name}
      empty=""
      columns={columns}
    />
  )
}

function wasteOf(total: CostFigures, hrefOf: RunsHref): Waste[] {
  const waste = [
    { name: 'Loops', meaning: 'rounds beyond the first that made no progress', usd: total.loopCostUsd, key: 'loops' },
    { name: 'Failed calls', meaning: 'calls that failed without an answer', usd: total.failedCostUsd, key: 'failed' },
    {
      name: 'Bad ends',
      meaning: 'runs that ended in error, abandoned, or out of budget or steps',
      usd: total.badEndCostUsd,
      key: 'badEnds',
    },
  ] as const
  return waste.map(({ key, ...line }) => ({
    ...line,
    href: Number(line.usd) === 0 ? undefined : hrefOf(figureFilters[key]),
    total: total.costUsd,
  }))
}

const columns: readonly ShortColumn<Waste>[] = [
  {
    header: 'Where',
    cell: ({ name, meaning }) => (
      <>
        {name} <span className="text-sm text-ink-3">{meaning}</span>
      </>
    ),
  },
  {
    header: 'Of the cost',
    align: 'end',
    className: 'w-px whitespace-nowrap',
    cell: ({ usd, total }) => formatPart(Number(usd), total === null ? null : Number(total)),
  },
  { header: 'Cost', align: 'end', className: 'w-px', cell: ({ usd, href }) => <UsdText usd={usd} href={href} /> },
]
