import type { ReactNode } from 'react'
import { keyText } from '#components/cost/dimension-texts.ts'
import type { PrintedAmounts, PrintedStatement } from '#lib/chargeback/printed-statement.ts'
import type { StatementFigures } from '#lib/domain/statement.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { unknownText } from '#lib/format/unknown.ts'
import { formatInCurrency, formatUsdUnits } from '#lib/format/usd.ts'
import { hasCharges } from '../has-charges.ts'
import { hasNoPrice, hasNoTotal } from '../unpriced.ts'
import { BookedNotes } from './booked-notes.tsx'
import { PaperHead } from './paper-head.tsx'
import type { PaperProps } from './paper-statement.tsx'

/** All tenants on one list, before the sheet of each. */
export function PaperOverview({ printed, ...paper }: PaperProps & { printed: PrintedStatement }) {
  const { tenants, total, currency } = paper.statement
  const charges = hasCharges(paper.statement)
  return (
    <article aria-label="Overview" className="paper-sheet py-8 print:py-0">
      <PaperHead title="All tenants" {...paper} />
      <table className="tabular w-full border-collapse text-sm">
        <thead>
          <tr className="border-b border-line-strong text-left [&_th]:py-1 [&_th]:font-medium">
            <th scope="col">Tenant</th>
            {[
              'Runs',
              'Cost',
              ...(charges ? ['Shared', 'Markup'] : []),
              'Total',
              ...(currency === null ? [] : [currency.code]),
            ].map((head) => (
              <th key={head} scope="col" className="pl-3 text-right">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tenants.map((tenant, index) => {
            const amounts = printed.tenants[index]
            return amounts === undefined ? null : (
              <OverviewRow
                key={tenant.tenant ?? ''}
                name={keyText('tenant', tenant.tenant)}
                figures={tenant}
                amounts={amounts}
                decimals={printed.decimals}
                hasCharges={charges}
                inCurrency={currency === null ? null : currencyText(tenant)}
              />
            )
          })}
        </tbody>
        <tbody className="border-t border-line-strong font-semibold">
          <OverviewRow
            name="Total"
            figures={total}
            amounts={printed.total}
            decimals={printed.decimals}
            hasCharges={charges}
            inCurrency={currency === null ? null : currencyText(total)}
          />
        </tbody>
      </table>
      <BookedNotes closing={paper.closing} timeZone={paper.statement.timeZone} />
    </article>
  )
}

type OverviewRowProps = {
  name: string
  figures: StatementFigures
  amounts: PrintedAmounts
  decimals: number
  hasCharges: boolean
  inCurrency: string | null
}

function OverviewRow({ name, figures, amounts, decimals, hasCharges: charges, inCurrency }: OverviewRowProps) {
  const money = (units: bigint) => formatUsdUnits(units, decimals)
  const isUnknown = hasNoPrice(figures)
  return (
    <tr className="break-inside-avoid border-b [&_td]:py-0.5">
      <td className="wrap-anywhere">{name}</td>
      <Cell>{formatCountExact(figures.runs)}</Cell>
      <Cell>{isUnknown ? unknownText : money(amounts.cost)}</Cell>
      {charges ? (
        <>
          <Cell>{money(amounts.shared)}</Cell>
          <Cell>{money(amounts.markup)}</Cell>
        </>
      ) : null}
      <Cell>{isUnknown && amounts.total === 0n ? unknownText : money(amounts.total)}</Cell>
      {inCurrency === null ? null : <Cell>{inCurrency}</Cell>}
    </tr>
  )
}

function currencyText(of: StatementFigures & { totalUsd: string; totalInCurrency: string | null }): string {
  return hasNoTotal(of, of) ? unknownText : formatInCurrency(of.totalInCurrency)
}

function Cell({ children }: { children: ReactNode }) {
  return <td className="pl-3 text-right">{children}</td>
}
