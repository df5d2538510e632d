import type { ReactNode } from 'react'
import { roundTo } from '#lib/chargeback/round-table.ts'
import type { PrintedAmounts } from '#lib/chargeback/printed-statement.ts'
import type { Statement, TenantStatement } from '#lib/domain/statement.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatInCurrency, formatUsdExact, formatUsdUnits } from '#lib/format/usd.ts'
import { parseUsd, usdDigits } from '#lib/pricing/fixed-usd.ts'
import { spreadTexts } from '../spread-texts.ts'
import { hasNoTotal, unpricedText } from '../unpriced.ts'

type PaperSumsProps = { tenant: TenantStatement; amounts: PrintedAmounts; decimals: number; statement: Statement }

/** From the cost of the runs to what is charged, and what is to be known of it. */
export function PaperSums({ tenant, amounts, decimals, statement }: PaperSumsProps) {
  const { shared, markupPercent, totalInCurrency } = tenant
  const money = (units: bigint) => formatUsdUnits(units, decimals)
  const parts = roundTo(
    shared.map(({ amountUsd }) => parseUsd(amountUsd) ?? 0n),
    amounts.shared,
    10n ** BigInt(usdDigits - decimals),
  )
  const isUnknown = hasNoTotal(tenant, tenant)
  return (
    <div className="mt-5 grid break-inside-avoid grid-cols-[minmax(0,1fr)_auto] gap-8">
      <Notes tenant={tenant} amounts={amounts} decimals={decimals} statement={statement} />
      <dl className="tabular grid grid-cols-[auto_auto] content-start gap-x-6 gap-y-0.5 [&_dd]:text-right">
        {shared.map(({ name, key }, index) => (
          <Sum key={name} name={`${name}, ${spreadTexts[key]}`} amount={money(parts[index] ?? 0n)} />
        ))}
        {amounts.markup === 0n && Number(markupPercent) === 0 ? null : (
          <Sum
            name={`${Number(markupPercent) < 0 ? 'Discount' : 'Markup'} of ${markupPercent.replace('-', '')} %`}
            amount={money(amounts.markup)}
          />
        )}
        <Sum name="Total" amount={isUnknown ? 'not known' : money(amounts.total)} isTotal />
        {statement.currency === null || totalInCurrency === null || isUnknown ? null : (
          <Sum
            name={`at ${statement.currency.usdRate} ${statement.currency.code} a US dollar`}
            amount={`${formatInCurrency(totalInCurrency)} ${statement.currency.code}`}
          />
        )}
      </dl>
    </div>
  )
}

function Sum({ name, amount, isTotal = false }: { name: string; amount: string; isTotal?: boolean }) {
  const classes = isTotal ? 'border-t border-line-strong pt-1 text-lg font-semibold' : ''
  return (
    <>
      <dt className={`max-w-72 wrap-anywhere ${classes}`}>{name}</dt>
      <dd className={classes}>{amount}</dd>
    </>
  )
}

function Notes({ tenant, amounts, decimals }: PaperSumsProps) {
  const { tenant: name, unpricedCalls, partialCalls, previousCostUsd, tokens, totalUsd } = tenant
  const notes: ReactNode[] = [
    ...(name === null ? ['These runs say no tenant, so nobody is charged for them.'] : []),
    ...(unpricedCalls + partialCalls > 0
      ? [`${unpricedText(tenant)}: what has no known price is in no amount, and may be billed later.`]
      : []),
    ...(amounts.before === null || previousCostUsd === null
      ? []
      : [`Cost of the period before: ${formatUsdUnits(amounts.before, decimals)}.`]),
    ...(tokens.reasoning > 0 ? [`Of the output ${formatCountExact(tokens.reasoning)} tokens are reasoning.`] : []),
    hasNoTotal(tenant, tenant)
      ? 'Amounts are in US dollars.'
      : `Amounts are in US dollars and rounded so that they add up; the exact total is ${formatUsdExact(totalUsd)}.`,
  ]
  return (
    <ul className="grid content-start gap-1 text-sm text-ink-2">
      {notes.map((note, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- sentences that never move
        <li key={index}>{note}</li>
      ))}
    </ul>
  )
}
