import type { ReactNode } from 'react'
import type { CostFigures as Figures, CostReport } from '#lib/domain/costs.ts'
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import { formatPart } from '#lib/format/percent.ts'
import { formatUsd, formatUsdExact } from '#lib/format/usd.ts'
import { Figure } from './figure.tsx'
import { costingAtLeast, figureFilters, type RunsHref } from './cost-links.ts'
import { allTokens, changePercent, inputTokens } from './cost-rows.ts'
import { UsdText } from './usd-text.tsx'

type CostFiguresProps = { report: CostReport; hrefOf: RunsHref }

/** What it cost, what one of it costs, and what is not known, each beside the period before. */
export function CostFigures({ report: { total, previous }, hrefOf }: CostFiguresProps) {
  const { ofRuns } = total
  const before = previous?.total
  return (
    <dl className="grid shrink-0 grid-cols-2 gap-px border-b bg-line narrow:grid-cols-3 wide:grid-cols-6">
      <MoneyFigure label="Cost" of={({ costUsd }) => costUsd} total={total} before={before} href={hrefOf({})}>
        {formatCountExact(ofRuns.runs)} {ofRuns.runs === 1 ? 'run' : 'runs'}
      </MoneyFigure>
      <MoneyFigure
        label="Per run"
        of={(figures) => figures.ofRuns.perRunUsd}
        total={total}
        before={before}
        href={hrefOf(figureFilters.priced)}
      >
        <Percentiles total={total} hrefOf={hrefOf} />
      </MoneyFigure>
      <MoneyFigure
        label="Per successful run"
        of={(figures) => figures.ofRuns.perSuccessUsd}
        total={total}
        before={before}
        href={hrefOf(figureFilters.successful)}
      >
        {formatCountExact(ofRuns.successfulRuns)} completed
      </MoneyFigure>
      <MoneyFigure
        label="Per step"
        of={(figures) => figures.ofRuns.perStepUsd}
        total={total}
        before={before}
        href={hrefOf({})}
      >
        {formatCountExact(ofRuns.steps)} steps
      </MoneyFigure>
      <Figure
        label="Tokens"
        value={formatCount(allTokens(total.tokens))}
        exact={`${formatCountExact(inputTokens(total.tokens))} in, ${formatCountExact(total.tokens.output)} out`}
        change={before === undefined ? null : changeOf(allTokens(total.tokens), allTokens(before.tokens))}
        href={hrefOf({})}
      >
        {formatPart(total.tokens.cacheRead, inputTokens(total.tokens))} of input cached
      </Figure>
      <Unpriced total={total} href={hrefOf(figureFilters.unpriced)} />
    </dl>
  )
}

function Unpriced({ total, href }: { total: Figures; href: string | undefined }) {
  const { unpricedCalls, unpricedTokens, partialCalls, partialTokens } = total
  const calls = unpricedCalls + partialCalls
  return (
    <Figure
      label="Calls without a full price"
      value={formatCount(calls)}
      exact={`${formatCountExact(unpricedCalls)} without a price (${formatCount(unpricedTokens)} tokens), ${formatCountExact(partialCalls)} priced in part (${formatCount(partialTokens)} tokens): what is missing is in no amount`}
      isWarning={calls > 0}
      href={calls > 0 ? href : undefined}
    >
      {calls === 0 ? 'all are priced' : `${formatCount(unpricedTokens + partialTokens)} tokens`}
    </Figure>
  )
}

/** Each leads to the runs that cost as much or more. */
function Percentiles({ total: { ofRuns }, hrefOf }: { total: Figures; hrefOf: RunsHref }) {
  if (ofRuns.percentiles === null) return null
  const { p50Usd, p95Usd, p99Usd } = ofRuns.percentiles
  const all = [
    { name: 'p50', usd: p50Usd, share: 50 },
    { name: 'p95', usd: p95Usd, share: 95 },
    { name: 'p99', usd: p99Usd, share: 99 },
  ]
  return (
    <span className="flex flex-wrap gap-x-2">
      {all.map(({ name, usd, share }) => (
        <span key={name} className="whitespace-nowrap">
          {name}{' '}
          <UsdText
            usd={usd}
            href={hrefOf(costingAtLeast(usd))}
            note={`${share} of 100 runs with a known cost stay below; the others are a click away`}
          />
        </span>
      ))}
    </span>
  )
}

type MoneyFigureProps = {
  label: string
  of: (figures: Figures) => string | null
  total: Figures
  before: Figures | undefined
  href?: string | undefined
  children: ReactNode
}

function MoneyFigure({ label, of, total, before, href, children }: MoneyFigureProps) {
  const [now, then] = [of(total), before === undefined ? null : of(before)]
  return (
    <Figure
      label={label}
      value={formatUsd(now)}
      exact={`${formatUsdExact(now)}${then === null ? '' : `, ${formatUsdExact(then)} in the period before`}`}
      change={changePercent(now, then)}
      href={href}
    >
      {children}
    </Figure>
  )
}

function changeOf(now: number, then: number): number | null {
  return then === 0 ? null : (now / then - 1) * 100
}
