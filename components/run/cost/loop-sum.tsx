import type { Loop, SpanNode } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { costParts, isGap } from '#lib/run-view/cost-parts.ts'
import { loopWhere } from '#lib/run-view/loop-bands.ts'
import { loopCost, loopName } from '#lib/run-view/loop-cost.ts'
import { AmountList } from './amount-list.tsx'
import { callRow, type CallWays } from './call-row.ts'
import { CardHead } from './card-head.tsx'
import { PartTable } from './part-table.tsx'
import { ReasonList } from './reason-list.tsx'

type LoopSumProps = { nodes: readonly SpanNode[]; loop: Loop; place: number; ways: CallWays }

/** What the rounds of a loop after its first are made of, call by call, and what of the loop is not counted. */
export function LoopSum({ nodes, loop, place, ways }: LoopSumProps) {
  const { first, repeated, tools } = loopCost(nodes, loop, place)
  const parts = costParts(repeated.map(({ node }) => node))
  const { costUsd } = loop
  return (
    <>
      <CardHead
        title={`Cost of ${loopName(loop)}`}
        costUsd={costUsd}
        missing={parts.length === 0 ? 'Nothing to price' : 'Unknown'}
        isPartial={costUsd !== null && parts.some(isGap)}
      />
      <p className="border-b px-3 py-2 text-sm [overflow-wrap:anywhere] text-ink-2">{loopWhere(loop)}</p>
      <PartTable parts={parts} costUsd={costUsd} />
      <ReasonList nodes={repeated.map(({ node }) => node)} />
      {repeated.length === 0 ? null : (
        <AmountList
          title="Calls after the first round"
          rows={repeated.map(({ node, round }) => callRow(node, ways, round))}
          nouns={['call', 'calls']}
        />
      )}
      <ul aria-label="What was left out" className="tabular px-3 py-2 text-xs text-ink-3">
        <li>
          Not in it: the first round, {amountOf(first.map(({ node }) => node))}, which a run without a loop has too.
        </li>
        {tools.length === 0 ? null : (
          <li>
            Not in it: {formatCountExact(tools.length)} {tools.length === 1 ? 'tool call' : 'tool calls'} with a price
            of {tools.length === 1 ? 'its' : 'their'} own, {amountOf(tools)}.
          </li>
        )}
        {loop.polling ? <li>Waiting for something is not counted as a loop: it is in no amount of loops.</li> : null}
      </ul>
    </>
  )
}

function amountOf(nodes: readonly SpanNode[]): string {
  const costUsd = sumUsd(nodes.map((node) => node.costUsd))
  return costUsd === null ? 'of unknown cost' : formatUsdExact(costUsd)
}
