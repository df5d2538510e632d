import { TableHead } from '#components/ui/table-head.tsx'
import type { SpanNode } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatUsd, formatUsdExact } from '#lib/format/usd.ts'
import { costliestCalls, costParts, reportedPart, unexplainedUsd, type CostPart } from '#lib/run-view/cost-parts.ts'
import { CardHead } from './card-head.tsx'
import { differenceText } from './cost-texts.ts'

type CostSumProps = {
  title: string
  /** All spans whose costs make up the amount. */
  nodes: readonly SpanNode[]
  costUsd: string | null
  reportedCostUsd: string | null
  priceVersion: string
  onSelect: (spanId: string) => void
}

/** More would be a list of their own: the tree has it. */
const shownCalls = 5

/** What an amount of many calls is made of. */
export function CostSum({ title, nodes, costUsd, reportedCostUsd, priceVersion, onSelect }: CostSumProps) {
  const parts = costParts(nodes)
  const rest = unexplainedUsd(costUsd, parts)
  const costliest = costliestCalls(nodes, shownCalls)
  const reported = reportedPart(nodes)
  return (
    <>
      <CardHead
        title={title}
        costUsd={costUsd}
        missing={parts.length === 0 ? 'Nothing to price' : 'Unknown'}
        isPartial={costUsd !== null && parts.some(({ unpriced, partial }) => unpriced + partial > 0)}
      />
      {parts.length === 0 ? null : <PartTable parts={parts} rest={rest} costUsd={costUsd} />}
      {costliest.length < 2 ? null : (
        <div className="border-b px-3 py-2 text-sm">
          <h4 className="pb-0.5 text-xs text-ink-3">Most expensive calls</h4>
          <ul>
            {costliest.map((node) => (
              <li key={node.spanId}>
                <button
                  type="button"
                  onClick={() => onSelect(node.spanId)}
                  className="-mx-1 flex w-[calc(100%+0.5rem)] gap-2 rounded-sm px-1 text-left hover:bg-hover"
                >
                  <span className="min-w-0 flex-1 truncate">{node.label || node.name}</span>
                  {node.step === null ? null : <span className="text-ink-3">step {node.step}</span>}
                  <span className="tabular">{formatUsd(node.costUsd)}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
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
          Prices: <span className="[overflow-wrap:anywhere]">{priceVersion}</span>. An amount beside a call says how it
          came about.
        </p>
      </div>
    </>
  )
}

function PartTable({
  parts,
  rest,
  costUsd,
}: {
  parts: readonly CostPart[]
  rest: string | null
  costUsd: string | null
}) {
  return (
    <table className="tabular mx-3 my-2 w-[calc(100%-1.5rem)] text-sm">
      <TableHead columns={['Model or tool', 'Calls', 'Amount']} />
      <tbody>
        {parts.map((part) => (
          <tr key={`${part.kind} ${part.name}`} className="[&_td]:pl-3">
            <th scope="row" className="max-w-60 text-left font-normal [overflow-wrap:anywhere]">
              {part.name ?? 'unnamed model'}
              {part.kind === 'tool' ? <span className="text-ink-3"> tool</span> : null}
              <Gaps part={part} />
            </th>
            <td className="text-right align-top">{formatCountExact(part.calls)}</td>
            <td className="text-right align-top">{part.costUsd === null ? 'unknown' : formatUsdExact(part.costUsd)}</td>
          </tr>
        ))}
        {rest === null ? null : (
          <tr className="text-ink-2">
            <th scope="row" colSpan={2} className="text-left font-normal">
              Spans that are not shown here
            </th>
            <td className="text-right">{formatUsdExact(rest)}</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr className="[&_td]:pt-1 [&_th]:pt-1">
          <th scope="row" colSpan={2} className="text-left font-medium">
            Sum
          </th>
          <td className="text-right font-medium">{costUsd === null ? 'unknown' : formatUsdExact(costUsd)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

function Gaps({ part: { unpriced, partial } }: { part: CostPart }) {
  const texts = [
    unpriced === 0 ? null : `${formatCountExact(unpriced)} without a price`,
    partial === 0 ? null : `${formatCountExact(partial)} in part`,
  ].filter((text) => text !== null)
  return texts.length === 0 ? null : <span className="block text-xs text-warn">{texts.join(', ')}</span>
}
