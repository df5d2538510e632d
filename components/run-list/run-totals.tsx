import { Tooltip } from '#components/ui/tooltip.tsx'
import type { RunTotals } from '#lib/domain/metrics.ts'
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatUsd, formatUsdExact } from '#lib/format/usd.ts'
import { missingCost } from './run-chart-series.ts'

type TotalProps = { totals: RunTotals }

/** `capped`: a search found more runs than are counted. */
export function RunsTotal({ totals: { runs, badRuns }, capped }: TotalProps & { capped: boolean }) {
  const exact = `${formatCountExact(runs)} ${runs === 1 ? 'run' : 'runs'}`
  const all = badRuns === 0 ? exact : `${exact}, ${formatCountExact(badRuns)} ended badly`
  return (
    <Tooltip content={capped ? `${all}. Older runs have the text too: counts and cost are of the newest only` : all}>
      <span>{capped ? `newest ${formatCount(runs)}` : formatCount(runs)}</span>
    </Tooltip>
  )
}

/** `*` is a sum that leaves something out, – one of which nothing is known. */
export function CostTotal({ totals }: TotalProps) {
  const { costUsd } = totals
  const missing = missingCost(totals)
  return (
    <Tooltip content={costUsd === null ? missing : [formatUsdExact(costUsd), missing].join(' ')}>
      <span>
        {formatUsd(costUsd)}
        {costUsd === null || missing === null ? null : '*'}
      </span>
    </Tooltip>
  )
}

export function P95Total({ totals: { p95DurationNs } }: TotalProps) {
  return (
    <Tooltip content={p95DurationNs === null ? null : '95 of 100 runs that ended took at most this long'}>
      <span>{formatDurationNs(p95DurationNs)}</span>
    </Tooltip>
  )
}
