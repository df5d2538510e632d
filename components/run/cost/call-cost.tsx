import Link from 'next/link'
import type { ReactNode } from 'react'
import type { CostExplanation } from '#lib/domain/cost.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { paths } from '#lib/paths.ts'
import { CardHead } from './card-head.tsx'
import { CostLines } from './cost-lines.tsx'
import {
  basisTexts,
  differenceText,
  missingText,
  reasonText,
  roleTexts,
  sourceText,
  validityText,
} from './cost-texts.ts'

type CallCostProps = {
  project: string
  title: string
  cost: CostExplanation
  /** The loop that the call is part of, and the way to its card. */
  loop: { name: string; onAsk: () => void } | null
}

/** One call's bill: its lines, where the prices are from, how its tokens were read, and what was left out. */
export function CallCost({ project, title, cost, loop }: CallCostProps) {
  const { lines, factors, reasons, status, usageRole, tokenBasis } = cost
  const role = roleTexts[usageRole]
  return (
    <>
      <CardHead title={title} costUsd={cost.costUsd} missing={missingText(cost)} isPartial={status === 'partial'} />
      {lines.length === 0 ? null : <CostLines lines={lines} factors={factors} costUsd={cost.costUsd} />}
      {reasons.length === 0 ? null : (
        <ul aria-label="What was left out or assumed" className="border-b px-3 py-2 text-sm">
          {reasons.map((reason) => (
            <li key={reason} className={status === 'priced' ? 'text-ink-2' : 'text-warn'}>
              {reasonText(reason)}
            </li>
          ))}
        </ul>
      )}
      <dl className="grid grid-cols-[5.5rem_1fr] gap-x-3 gap-y-1 px-3 py-2 text-sm [&_dd]:min-w-0 [&_dd]:[overflow-wrap:anywhere] [&_dt]:text-ink-3">
        <PriceFacts cost={cost} />
        {cost.model === null ? null : (
          <Fact name="Model">
            {cost.model}
            {cost.provider === null ? null : <span className="text-ink-3"> · {cost.provider}</span>}
            {cost.serviceTier === null ? null : <span className="text-ink-3"> · tier {cost.serviceTier}</span>}
          </Fact>
        )}
        {usageRole === 'none' ? null : (
          <Fact name="Tokens">
            {basisTexts[tokenBasis]}
            {role === null ? null : <div className="text-warn">{role}</div>}
          </Fact>
        )}
        <ReportedFact cost={cost} />
        {loop === null ? null : (
          <Fact name="Loop">
            <button type="button" onClick={loop.onAsk} className="text-accent hover:underline">
              {loop.name}
            </button>
          </Fact>
        )}
      </dl>
      <p className="border-t px-3 py-2 text-sm">
        <Link href={pricesPath(project, cost)} className="text-accent hover:underline">
          {needsPrice(cost) ? 'Add a price' : 'Prices of this project'}
        </Link>
      </p>
    </>
  )
}

/** A call that reports no tokens would have no amount either way. */
function needsPrice({ model, reasons }: CostExplanation): boolean {
  return model !== null && reasons.some((reason) => /^(?:no_price_listed|self_hosted):/.test(reason))
}

function pricesPath(project: string, cost: CostExplanation): string {
  const { model, provider } = cost
  if (model === null || !needsPrice(cost)) return paths.prices(project)
  return paths.prices(project, { add: true, model, ...(provider === null ? {} : { provider }) })
}

function PriceFacts({ cost: { source } }: { cost: CostExplanation }) {
  if (source === null) return null
  const { title, detail } = sourceText(source)
  const validity = validityText(source)
  return (
    <>
      <Fact name="Price">
        {title} <span className="text-ink-3">{detail}</span>
      </Fact>
      {validity === null ? null : <Fact name="Valid">{validity}</Fact>}
    </>
  )
}

function ReportedFact({ cost: { reportedCostUsd, differenceUsd } }: { cost: CostExplanation }) {
  if (reportedCostUsd === null) return null
  return (
    <Fact name="Reported">
      <span className="tabular">{formatUsdExact(reportedCostUsd)}</span>
      <span className="text-ink-3"> by the emitter</span>
      {differenceUsd === null ? null : <span className="text-ink-3">, {differenceText(differenceUsd)}</span>}
    </Fact>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
