import Link from 'next/link'
import type { ReactNode } from 'react'
import { changePercent } from '#components/cost/cost-rows.ts'
import { Figure } from '#components/cost/figure.tsx'
import type { PrintedStatement } from '#lib/chargeback/printed-statement.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import type { Statement } from '#lib/domain/statement.ts'
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import { formatPart } from '#lib/format/percent.ts'
import { unknownText } from '#lib/format/unknown.ts'
import { formatInCurrency, formatUsd, formatUsdExact, formatUsdUnits } from '#lib/format/usd.ts'
import { figureFilter } from './statement-links.ts'
import { allTokens } from './token-lines.ts'
import { hasNoPrice, hasNoTotal, unpricedText } from './unpriced.ts'

type StatementFiguresProps = {
  statement: Statement
  printed: PrintedStatement
  hrefOf: (filter: RunFilter) => string
  /** Where prices are given, and where it is said who pays; undefined for who may not. */
  pricesHref: string | undefined
  attributionHref: string | undefined
  /** Costs of the period that nobody can be charged for. */
  untaggedHref: string
}

const whole = { keys: [] }

/** What is charged, beside the period before, and what is not known of it. */
export function StatementFigures(props: StatementFiguresProps) {
  const { statement, printed, hrefOf, pricesHref, attributionHref, untaggedHref } = props
  const { total, tenants, currency } = statement
  const money = (units: bigint) => formatUsdUnits(units, printed.decimals)
  const untagged = tenants.find(({ tenant }) => tenant === null)
  const [isUnknown, hasNothing] = [hasNoPrice(total), hasNoTotal(total, total)]
  const unpricedFilter = figureFilter(statement, whole, 'unpriced')
  return (
    <dl className="grid shrink-0 grid-cols-2 gap-px border-b bg-line narrow:grid-cols-3 wide:grid-cols-6">
      <Figure
        label="Total"
        value={hasNothing ? unknownText : money(printed.total.total)}
        exact={hasNothing ? unpricedText(total) : formatUsdExact(total.totalUsd)}
      >
        {currency === null || hasNothing
          ? chargesText(total)
          : `${formatInCurrency(total.totalInCurrency)} ${currency.code}`}
      </Figure>
      <Figure
        label="Cost"
        value={isUnknown ? unknownText : money(printed.total.cost)}
        exact={isUnknown ? unpricedText(total) : formatUsdExact(total.costUsd)}
        change={isUnknown ? null : changePercent(total.costUsd, total.previousCostUsd)}
      >
        {printed.total.before === null
          ? 'nothing the period before'
          : `${money(printed.total.before)} the period before`}
      </Figure>
      <Figure label="Runs" value={formatCount(total.runs)} exact={formatCountExact(total.runs)}>
        {formatCountExact(total.successfulRuns)} successful
      </Figure>
      <Figure
        label="Tokens"
        value={formatCount(allTokens(total.tokens))}
        exact={formatCountExact(allTokens(total.tokens))}
      >
        {formatPart(total.tokens.cacheRead, allTokens(total.tokens) - total.tokens.output)} of input cached
      </Figure>
      <Figure
        label="Calls without a price"
        value={formatCount(total.unpricedCalls)}
        exact={`${formatCountExact(total.unpricedTokens)} tokens are in no amount; ${formatCountExact(total.partialCalls)} more calls are priced in part`}
        isWarning={total.unpricedCalls > 0}
        href={
          total.unpricedCalls + total.partialCalls > 0 && unpricedFilter !== null ? hrefOf(unpricedFilter) : undefined
        }
      >
        {total.unpricedCalls + total.partialCalls === 0 ? (
          'every call has one'
        ) : (
          <>
            {total.partialCalls > 0
              ? `${formatCountExact(total.partialCalls)} in part`
              : `${formatCount(total.unpricedTokens)} tokens`}
            {pricesHref === undefined ? null : <Way href={pricesHref}>Add prices</Way>}
          </>
        )}
      </Figure>
      <Figure
        label="Untagged"
        value={untagged === undefined ? formatUsd('0') : money(printed.tenants.at(-1)?.total ?? 0n)}
        exact={untagged === undefined ? null : formatUsdExact(untagged.totalUsd)}
        isWarning={untagged !== undefined}
        href={untagged === undefined ? undefined : untaggedHref}
      >
        {untagged === undefined ? (
          'every run has a tenant'
        ) : (
          <>
            {formatPart(Number(untagged.totalUsd), Number(total.totalUsd))} of the total
            {attributionHref === undefined ? null : <Way href={attributionHref}>Who pays</Way>}
          </>
        )}
      </Figure>
    </dl>
  )
}

function Way({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="pl-2 text-accent underline decoration-line-strong underline-offset-3 hover:decoration-current"
    >
      {children}
    </Link>
  )
}

function chargesText({ sharedUsd, markupUsd }: Statement['total']): string {
  const parts = [Number(sharedUsd) === 0 ? [] : ['shared costs'], Number(markupUsd) === 0 ? [] : ['markup']].flat()
  return parts.length === 0 ? 'what the calls cost' : `with ${parts.join(' and ')}`
}
