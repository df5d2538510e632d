import type { CostStatus } from '#lib/domain/run.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatUsd, formatUsdExact } from '#lib/format/usd.ts'

const statusTexts: Record<CostStatus, string> = {
  priced: 'Every call has a price.',
  partial: 'Partial: some calls have no known price or usage, so the true cost is higher.',
  unpriced: 'No price is known for what was used.',
  none: 'Nothing that costs was recorded.',
}

type CostValueProps = { costUsd: string | null; costStatus: CostStatus; reportedCostUsd: string | null }

/** Our cost; `*` marks a partial one. What the emitter reported is said beside it, never mixed in. */
export function CostValue({ costUsd, costStatus, reportedCostUsd }: CostValueProps) {
  const tip = (
    <>
      <div className="font-medium tabular">{formatUsdExact(costUsd)}</div>
      <div>{statusTexts[costStatus]}</div>
      {reportedCostUsd === null ? null : <div>Reported by the emitter: {formatUsdExact(reportedCostUsd)}</div>}
    </>
  )
  return (
    <Tooltip content={tip} side="bottom">
      <span tabIndex={0} className="tabular">
        {formatUsd(costUsd)}
        {costStatus === 'partial' ? '*' : ''}
        {costUsd === null && costStatus === 'unpriced' ? <span className="text-ink-3"> unpriced</span> : null}
        {costUsd === null && costStatus === 'none' ? <span className="text-ink-3"> cost</span> : null}
      </span>
    </Tooltip>
  )
}
