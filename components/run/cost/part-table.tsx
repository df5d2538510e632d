import { TableHead } from '#components/ui/table-head.tsx'
import { formatCountExact } from '#lib/format/count.ts'
import { usdColumn } from '#lib/format/usd.ts'
import { unexplainedUsd, type CostPart } from '#lib/run-view/cost-parts.ts'
import { SumRow } from './sum-row.tsx'

type PartTableProps = {
  parts: readonly CostPart[]
  costUsd: string | null
  /** What the rest of the amount is of, where the parts leave one. */
  restName?: string
}

/** What an amount of many calls is made of, by model and tool. */
export function PartTable({ parts, costUsd, restName = 'Spans that are not shown here' }: PartTableProps) {
  const rest = unexplainedUsd(costUsd, parts)
  if (parts.length === 0) return null
  const exact = usdColumn([...parts.map((part) => part.costUsd), rest, costUsd])
  return (
    <div className="border-b px-3 py-2">
      <table className="tabular w-full text-sm">
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
              <td className="text-right align-top">{part.costUsd === null ? 'unknown' : exact(part.costUsd)}</td>
            </tr>
          ))}
          {rest === null ? null : (
            <tr className="text-ink-2">
              <th scope="row" colSpan={2} className="text-left font-normal">
                {restName}
              </th>
              <td className="text-right">{exact(rest)}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <SumRow amount={costUsd === null ? 'unknown' : exact(costUsd)} before={2} />
        </tfoot>
      </table>
    </div>
  )
}

function Gaps({ part: { unpriced, partial } }: { part: CostPart }) {
  const texts = [
    unpriced === 0 ? null : `${formatCountExact(unpriced)} without a price`,
    partial === 0 ? null : `${formatCountExact(partial)} in part`,
  ].filter((text) => text !== null)
  return texts.length === 0 ? null : <span className="block text-xs text-warn">{texts.join(', ')}</span>
}
