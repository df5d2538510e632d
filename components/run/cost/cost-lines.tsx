import { TableHead } from '#components/ui/table-head.tsx'
import type { CostLine, PriceFactor } from '#lib/domain/cost.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { usdColumn } from '#lib/format/usd.ts'
import { classTexts, countText, perText } from './cost-texts.ts'
import { SumRow } from './sum-row.tsx'

type CostLinesProps = { lines: readonly CostLine[]; factors: readonly PriceFactor[]; costUsd: string | null }

/** Count × unit price = amount, a line a class. */
export function CostLines({ lines, factors, costUsd }: CostLinesProps) {
  const exact = usdColumn([...lines.map(({ amountUsd }) => amountUsd), costUsd])
  return (
    <div className="overflow-x-auto border-b px-3 py-2">
      <table className="tabular w-full text-sm">
        <TableHead columns={['Class', 'Count', 'Unit price', 'Amount']} />
        <tbody>
          {lines.map((line) => (
            <LineRow key={line.class} line={line} amount={exact(line.amountUsd)} />
          ))}
        </tbody>
        <tfoot>
          {factors.map(({ kind, name, factor }) => (
            <tr key={kind} className="text-ink-3">
              <td colSpan={4} className="pt-1">
                {kind === 'discount' ? `Discount of ${name}` : `Service tier ${name}, tokens`}: list prices × {factor}
              </td>
            </tr>
          ))}
          <SumRow amount={costUsd === null ? 'unknown' : exact(costUsd)} before={3} />
        </tfoot>
      </table>
    </div>
  )
}

function LineRow({ line, amount }: { line: CostLine; amount: string }) {
  const { unitPriceUsd, listPriceUsd, per, priceOf, aboveInputTokens } = line
  return (
    <tr className="[&_td]:pl-3">
      <th scope="row" className="text-left font-normal">
        {classTexts[line.class]}
        {priceOf === null ? null : <span className="text-ink-3"> as {classTexts[priceOf].toLowerCase()}</span>}
        {aboveInputTokens === null ? null : (
          <span className="text-ink-3"> above {formatCountExact(aboveInputTokens)} input</span>
        )}
      </th>
      <td className="text-right">{countText(line)}</td>
      <td className="text-right whitespace-nowrap">
        × ${unitPriceUsd} <span className="text-ink-3">{perText(per)}</span>
        {unitPriceUsd === listPriceUsd ? null : <span className="block text-xs text-ink-3">list ${listPriceUsd}</span>}
      </td>
      <td className="text-right whitespace-nowrap">= {amount}</td>
    </tr>
  )
}
