import { Tooltip } from '#components/ui/tooltip.tsx'
import type { CostStatus } from '#lib/domain/cost.ts'
import { formatUsd, formatUsdExact } from '#lib/format/usd.ts'

type CostTextProps = { costUsd: string | null; costStatus: CostStatus; reportedCostUsd?: string | null }

const reasons: Record<CostStatus, string | null> = {
  priced: null,
  partial: 'Partial: some of its calls have no known price or no token counts.',
  unpriced: 'Unpriced: no call has both token counts and a known price.',
  none: 'No model calls, so nothing to price.',
}

/** Money in short, exact on hover; `*` is a partial amount, – an unknown one, each with its reason. */
export function CostText(props: CostTextProps) {
  const { costUsd, costStatus } = props
  return (
    <Tooltip content={<CostTip {...props} />}>
      <span className={costUsd === null ? 'text-ink-3' : undefined}>
        {formatUsd(costUsd)}
        {costStatus === 'partial' ? <span aria-label="partial">*</span> : null}
      </span>
    </Tooltip>
  )
}

function CostTip({ costUsd, costStatus, reportedCostUsd = null }: CostTextProps) {
  const reason = reasons[costStatus]
  return (
    <div className="grid gap-1">
      {costUsd === null ? null : <span className="tabular">{formatUsdExact(costUsd)}</span>}
      {reason === null ? null : <span>{reason}</span>}
      {reportedCostUsd === null ? null : (
        <span className="text-ink-2">Reported by the sender: {formatUsdExact(reportedCostUsd)}</span>
      )}
    </div>
  )
}
