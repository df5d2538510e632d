import type { Loop } from '#lib/domain/run.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { loopName } from '#lib/run-view/loop-cost.ts'
import { CostButton } from './cost-button.tsx'

type LoopAmountProps = { loop: Loop; place: number; isStop?: boolean }

/** What the rounds of a loop after its first cost; the way to its card. */
export function LoopAmount({ loop, place, isStop = true }: LoopAmountProps) {
  if (loop.costUsd === null) return null
  return (
    <CostButton target={{ of: 'loop', loop: place }} of={loopName(loop)} isStop={isStop} className="tabular">
      {formatUsd(loop.costUsd)}
    </CostButton>
  )
}
