import { dimensionTexts, keyText } from '#components/cost/dimension-texts.ts'
import { cn } from '#components/ui/cn.ts'
import type { PrintedAmounts } from '#lib/chargeback/printed-statement.ts'
import type { StatementTokens, TenantStatement } from '#lib/domain/statement.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { unknownText } from '#lib/format/unknown.ts'
import { formatUsdUnits } from '#lib/format/usd.ts'
import { hasNoPrice } from '../unpriced.ts'
import { PaperHead } from './paper-head.tsx'
import { paperLines } from './paper-lines.ts'
import { PaperSums } from './paper-sums.tsx'
import type { PaperProps } from './paper-statement.tsx'

type TenantSheetProps = PaperProps & { tenant: TenantStatement; amounts: PrintedAmounts; decimals: number }

/** What one tenant is charged, on a page or two. */
export function TenantSheet(props: TenantSheetProps) {
  const { tenant, amounts, decimals, ...paper } = props
  const { levels } = paper.statement
  const lines = paperLines(tenant, levels, amounts.cost, decimals)
  const name = keyText('tenant', tenant.tenant)
  const heading = levels.map((level, index) => (index === 0 ? dimensionTexts[level].label : dimensionTexts[level].label.toLowerCase())) // prettier-ignore
  return (
    <article aria-label={name} className="paper-sheet py-8 print:py-0">
      <PaperHead title={name} {...paper} />
      <table className="tabular w-full border-collapse text-sm">
        <thead>
          <tr className="border-b border-line-strong text-left [&_th]:py-1 [&_th]:font-medium">
            <th scope="col">{heading.join(', ')}</th>
            <th scope="col" className="pl-3 text-right">
              Runs
            </th>
            <th scope="col" className="pl-3 text-right">
              Successful
            </th>
            <TokenHeads />
            <th scope="col" className="pl-3 text-right">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name: line, depth, figures, cost }, index) => (
            <tr
              // oxlint-disable-next-line react/no-array-index-key -- lines of two levels may be called the same, and none ever moves
              key={index}
              className={cn('break-inside-avoid border-b [&_td]:py-0.5', depth === 0 && 'font-medium')}
            >
              <td className={cn('wrap-anywhere', depth === 1 && 'pl-4')}>{line}</td>
              <td className="pl-3 text-right">{figures === null ? '' : formatCountExact(figures.runs)}</td>
              <td className="pl-3 text-right">{figures === null ? '' : formatCountExact(figures.successfulRuns)}</td>
              <TokenCells tokens={figures?.tokens ?? null} />
              <td className="pl-3 text-right">
                {figures !== null && hasNoPrice(figures) ? unknownText : formatUsdUnits(cost, decimals)}
              </td>
            </tr>
          ))}
        </tbody>
        <tbody>
          <tr className="border-t border-line-strong font-semibold [&_td]:py-1">
            <td>Cost of all runs</td>
            <td className="pl-3 text-right">{formatCountExact(tenant.runs)}</td>
            <td className="pl-3 text-right">{formatCountExact(tenant.successfulRuns)}</td>
            <TokenCells tokens={tenant.tokens} />
            <td className="pl-3 text-right">
              {hasNoPrice(tenant) ? unknownText : formatUsdUnits(amounts.cost, decimals)}
            </td>
          </tr>
        </tbody>
      </table>
      <PaperSums tenant={tenant} amounts={amounts} decimals={decimals} statement={paper.statement} />
    </article>
  )
}

function TokenHeads() {
  return ['Input', 'Cache read', 'Cache write', 'Output'].map((head) => (
    <th key={head} scope="col" className="pl-3 text-right">
      {head}
    </th>
  ))
}

function TokenCells({ tokens }: { tokens: StatementTokens | null }) {
  const counts = tokens === null ? null : [tokens.inputUncached, tokens.cacheRead, tokens.cacheWrite, tokens.output]
  return ['input', 'read', 'write', 'output'].map((name, index) => (
    <td key={name} className="pl-3 text-right">
      {counts === null ? '' : formatCountExact(counts[index] ?? 0)}
    </td>
  ))
}
