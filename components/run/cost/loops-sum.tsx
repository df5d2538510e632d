import type { Loop, SpanNode, Run } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { costParts, isGap, unexplainedUsd } from '#lib/run-view/cost-parts.ts'
import { countedLoops, loopCost, loopName } from '#lib/run-view/loop-cost.ts'
import { AmountList } from './amount-list.tsx'
import type { CallWays } from './call-row.ts'
import { CardHead } from './card-head.tsx'
import { LoopSum } from './loop-sum.tsx'
import { PartTable } from './part-table.tsx'
import { ReasonList } from './reason-list.tsx'

type LoopsSumProps = { run: Run; nodes: readonly SpanNode[]; loops: readonly Loop[]; ways: CallWays }

/** What a run lost in loops, loop by loop; one alone is explained at once. */
export function LoopsSum({ run, nodes, loops, ways }: LoopsSumProps) {
  const counted = countedLoops(loops)
  const [only, ...others] = counted
  if (only !== undefined && others.length === 0) return <LoopSum nodes={nodes} {...only} ways={ways} />
  const calls = counted.flatMap(({ loop, place }) => loopCost(nodes, loop, place).repeated.map(({ node }) => node))
  const parts = costParts(calls)
  const { costUsd } = run.loops
  const rest = unexplainedUsd(
    costUsd,
    counted.map(({ loop }) => loop),
  )
  return (
    <>
      <CardHead
        title="Cost of loops"
        costUsd={costUsd}
        missing={parts.length === 0 ? 'Nothing to price' : 'Unknown'}
        isPartial={costUsd !== null && parts.some(isGap)}
      />
      <PartTable parts={parts} costUsd={costUsd} />
      <ReasonList nodes={calls} />
      <AmountList
        title="Loops, each without its first round"
        rows={counted.map(({ loop, place }) => ({
          key: String(place),
          name: `${loopName(loop)}, ${loop.label}`,
          note: `steps ${loop.firstStep} to ${loop.lastStep}`,
          costUsd: loop.costUsd,
          way: () => ways.onTarget({ of: 'loop', loop: place }),
          onAsk: () => ways.onTarget({ of: 'loop', loop: place }),
        }))}
        nouns={['loop', 'loops']}
      />
      <LeftOut loops={loops} rest={rest} />
    </>
  )
}

function LeftOut({ loops, rest }: { loops: readonly Loop[]; rest: string | null }) {
  const polling = loops.filter((loop) => loop.polling)
  const costUsd = sumUsd(polling.map((loop) => loop.costUsd))
  if (polling.length === 0 && rest === null) return null
  return (
    <ul aria-label="What was left out" className="tabular px-3 py-2 text-xs text-ink-3">
      {rest === null ? null : <li>Loops that are not shown here: {formatUsdExact(rest)}</li>}
      {polling.length === 0 ? null : (
        <li>
          Not in it: {formatCountExact(polling.length)} × waiting for something,{' '}
          {costUsd === null ? 'of unknown cost' : formatUsdExact(costUsd)}.
        </li>
      )}
    </ul>
  )
}
