import type { ReactNode } from 'react'
import { RunsLink } from '#components/cost/runs-link.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatUsdExact, formatUsdUnits } from '#lib/format/usd.ts'
import { unknownText } from '#lib/format/unknown.ts'

type AmountTextProps = {
  /** As printed, in units of 10^-decimals; null: not known. */
  units: bigint | null
  decimals: number
  /** The exact amount. */
  usd?: string | null | undefined
  href?: string | undefined
  note?: ReactNode
  tabIndex?: number | undefined
}

/** An amount of the statement as it adds up, exact on hover; with its runs it is the way to them. */
export function AmountText({ units, decimals, usd, href, note, tabIndex }: AmountTextProps) {
  const text = units === null ? unknownText : formatUsdUnits(units, decimals)
  const tip = (
    <span className="grid gap-0.5">
      {usd === null || usd === undefined ? null : <span className="tabular">{formatUsdExact(usd)}</span>}
      {note === undefined ? null : <span className="text-ink-2">{note}</span>}
    </span>
  )
  return (
    <Tooltip content={tip}>
      {href === undefined ? (
        <span className={units === null || units === 0n ? 'text-ink-3' : undefined}>{text}</span>
      ) : (
        <RunsLink href={href} tabIndex={tabIndex}>
          {text}
        </RunsLink>
      )}
    </Tooltip>
  )
}
