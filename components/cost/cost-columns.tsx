import type { ReactNode } from 'react'
import type { CostReport } from '#lib/domain/costs.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import { formatPart, formatPercent } from '#lib/format/percent.ts'
import { unknownText } from '#lib/format/unknown.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { costingAtLeast, figureFilters, ofPeriod } from './cost-links.ts'
import { allTokens, changePercent, inputTokens, type CostRow, type CostSort } from './cost-rows.ts'
import { RunsLink } from './runs-link.tsx'
import { UsdText } from './usd-text.tsx'

/** The runs of a row that a change leaves; undefined where no filter finds them. */
type RowHref = (row: CostRow, change: RunFilter) => string | undefined

export type CostColumn = {
  key: CostSort
  header: string
  /** What the header means. */
  meaning: string
  className?: string
  cell: (row: CostRow) => ReactNode
}

/** The figures of a row, the most looked at first. */
export function costColumns(
  hrefOf: RowHref,
  { total, previous }: Pick<CostReport, 'total' | 'previous'>,
): readonly CostColumn[] {
  const wide = 'max-narrow:hidden'
  return [
    {
      key: 'cost',
      header: 'Cost',
      meaning: 'Of calls with a known price; the runs are a click away',
      cell: (row) => <UsdText usd={row.figures.costUsd} href={hrefOf(row, {})} note={partOf(row, total.costUsd)} />,
    },
    {
      key: 'change',
      header: 'Change',
      meaning: 'To the period of the same length right before',
      className: wide,
      cell: (row) => <Change row={row} href={previous === null ? undefined : hrefOf(row, ofPeriod(previous))} />,
    },
    {
      key: 'runs',
      header: 'Runs',
      meaning: 'A run of two models is in both of their rows, and once in the total',
      cell: (row) => <RunCount row={row} href={hrefOf(row, {})} />,
    },
    {
      key: 'perRun',
      header: 'Per run',
      meaning: 'Cost by run with a known cost',
      className: wide,
      cell: (row) => known(row.figures.ofRuns?.perRunUsd, hrefOf(row, figureFilters.priced)),
    },
    {
      key: 'perSuccess',
      header: 'Per success',
      meaning: 'All cost by run that ended completed: what failed is paid for by what succeeded',
      className: wide,
      cell: (row) =>
        known(
          row.figures.ofRuns?.perSuccessUsd,
          hrefOf(row, figureFilters.successful),
          `${formatCountExact(row.figures.ofRuns?.successfulRuns ?? null)} completed`,
        ),
    },
    {
      key: 'p95',
      header: 'p95',
      meaning: 'Cost of a run that 95 of 100 runs stay below; of whole runs only',
      className: wide,
      cell: (row) => {
        const usd = row.figures.ofRuns?.percentiles?.p95Usd
        return known(usd, usd === undefined ? undefined : hrefOf(row, costingAtLeast(usd)))
      },
    },
    {
      key: 'tokens',
      header: 'Tokens',
      meaning: 'Input and output of all calls',
      className: wide,
      cell: ({ figures }) => <Count count={allTokens(figures.tokens)} />,
    },
    {
      key: 'cached',
      header: 'Cached',
      meaning: 'Part of the input that was read from a cache of the provider',
      className: wide,
      cell: ({ figures }) => formatPart(figures.tokens.cacheRead, inputTokens(figures.tokens)),
    },
    ...wasteColumns(hrefOf),
    {
      key: 'unpriced',
      header: 'Unpriced',
      meaning: 'Calls without a known price, or with one in part: they are in no amount',
      className: wide,
      cell: (row) => <Unpriced row={row} href={hrefOf(row, figureFilters.unpriced)} />,
    },
  ]
}

/** An amount that no run makes up leads nowhere. */
function known(usd: string | null | undefined, href: string | undefined, note?: string): ReactNode {
  return <UsdText usd={usd ?? null} href={usd === null ? undefined : href} note={note} />
}

function wasteColumns(hrefOf: RowHref): CostColumn[] {
  const column = (
    key: 'loops' | 'failed' | 'badEnds',
    header: string,
    meaning: string,
    field: 'loopCostUsd' | 'failedCostUsd' | 'badEndCostUsd',
  ): CostColumn => ({
    key,
    header,
    meaning,
    className: 'max-narrow:hidden',
    cell: (row) =>
      Number(row.figures[field]) === 0 ? (
        <span className="text-ink-3">0</span>
      ) : (
        <UsdText
          usd={row.figures[field]}
          href={hrefOf(row, figureFilters[key])}
          note={`${formatPart(Number(row.figures[field]), Number(row.figures.costUsd))} of the cost`}
        />
      ),
  })
  return [
    column('loops', 'Loops', 'Spent on rounds of loops beyond their first', 'loopCostUsd'),
    column('failed', 'Failed', 'Spent on calls that failed without an answer', 'failedCostUsd'),
    column('badEnds', 'Bad ends', 'Spent in runs that ended in error, abandoned or out of budget or steps', 'badEndCostUsd'), // prettier-ignore
  ]
}

function RunCount({ row: { figures }, href }: { row: CostRow; href: string | undefined }) {
  const text = formatCountExact(figures.ofRuns?.runs ?? null)
  return href === undefined ? text : <RunsLink href={href}>{text}</RunsLink>
}

/** Leads to the runs of the period before. */
function Change({ row: { figures, previousUsd }, href }: { row: CostRow; href: string | undefined }) {
  const percent = changePercent(figures.costUsd, previousUsd)
  if (percent === null) return <span className="text-ink-3">{unknownText}</span>
  const text = `${percent > 0 ? '+' : ''}${formatPercent(percent)}`
  return (
    <Tooltip content={`${formatUsdExact(previousUsd ?? null)} in the period before`}>
      {href === undefined ? (
        <span className="text-ink-2">{text}</span>
      ) : (
        <RunsLink href={href} className="text-ink-2">
          {text}
        </RunsLink>
      )}
    </Tooltip>
  )
}

function Unpriced({ row: { figures }, href }: { row: CostRow; href: string | undefined }) {
  const calls = figures.unpricedCalls + figures.partialCalls
  if (calls === 0) return <span className="text-ink-3">0</span>
  const text = formatCount(calls)
  return (
    <Tooltip
      content={`${formatCountExact(figures.unpricedCalls)} without a price (${formatCount(figures.unpricedTokens)} tokens), ${formatCountExact(figures.partialCalls)} priced in part (${formatCount(figures.partialTokens)} tokens)`}
    >
      {href === undefined ? (
        <span className="text-warn">{text}</span>
      ) : (
        <RunsLink href={href} className="text-warn hover:text-warn">
          {text}
        </RunsLink>
      )}
    </Tooltip>
  )
}

function Count({ count }: { count: number }) {
  return (
    <Tooltip content={formatCountExact(count)}>
      <span>{formatCount(count)}</span>
    </Tooltip>
  )
}

function partOf({ figures, level }: CostRow, totalUsd: string | null): string | undefined {
  if (level === 0 || figures.costUsd === null) return undefined
  return `${formatPart(Number(figures.costUsd), totalUsd === null ? null : Number(totalUsd))} of the total`
}
