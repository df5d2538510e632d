import type { SpanNode } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { costliestCalls, costParts, isGap, reportedPart } from '#lib/run-view/cost-parts.ts'
import { AmountList } from './amount-list.tsx'
import { callRow, type CallWays } from './call-row.ts'
import { CardHead } from './card-head.tsx'
import { differenceText } from './cost-texts.ts'
import { PartTable } from './part-table.tsx'
import { ReasonList } from './reason-list.tsx'

type CostSumProps = {
  title: string
  /** All spans whose costs make up the amount. */
  nodes: readonly SpanNode[]
  costUsd: string | null
  reportedCostUsd: string | null
  priceVersion: string
  ways: CallWays
}

/** More would be a list of their own: the tree has it. */
const shownCalls = 5

/** What an amount of many calls is made of. */
export function CostSum({ title, nodes, costUsd, reportedCostUsd, priceVersion, ways }: CostSumProps) {
  const parts = costParts(nodes)
  const costliest = costliestCalls(nodes, shownCalls)
  const reported = reportedPart(nodes)
  return (
    <>
      <CardHead
        title={title}
        costUsd={costUsd}
        missing={parts.length === 0 ? 'Nothing to price' : 'Unknown'}
        isPartial={costUsd !== null && parts.some(isGap)}
      />
      <PartTable parts={parts} costUsd={costUsd} />
      <ReasonList nodes={nodes} />
      {costliest.length < 2 ? null : (
        <AmountList
          title="Most expensive calls"
          rows={costliest.map((node) => callRow(node, ways))}
          nouns={['call', 'calls']}
          isWhole={false}
        />
      )}
      <div className="px-3 py-2 text-xs text-ink-3">
        {reportedCostUsd === null ? null : (
          <p className="tabular">Reported by the emitters, not added: {formatUsdExact(reportedCostUsd)}</p>
        )}
        {reported === null ? null : (
          <p className="tabular">
            {formatCountExact(reported.calls)} {reported.calls === 1 ? 'call has' : 'calls have'} both amounts:{' '}
            {formatUsdExact(reported.reportedUsd)} reported, {differenceText(reported.differenceUsd)}
          </p>
        )}
        <p>
          Prices: <span className="[overflow-wrap:anywhere]">{priceVersion}</span>. The amount of a call says how it
          came about.
        </p>
      </div>
    </>
  )
}
