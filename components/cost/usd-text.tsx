import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatUsd, formatUsdExact } from '#lib/format/usd.ts'
import { RunsLink } from './runs-link.tsx'

type UsdTextProps = {
  usd: string | null
  /** The runs that it is made of. */
  href?: string | undefined
  /** Why it is unknown, or what else is to be said of it. */
  note?: string | undefined
}

/** Money in short, exact on hover; with its runs it is the way to them. */
export function UsdText({ usd, href, note }: UsdTextProps) {
  const text = formatUsd(usd)
  return (
    <Tooltip
      content={
        <span className="grid gap-0.5">
          {usd === null ? null : <span className="tabular">{formatUsdExact(usd)}</span>}
          {note === undefined ? null : <span className="text-ink-2">{note}</span>}
        </span>
      }
    >
      {href === undefined ? (
        <span className={usd === null ? 'text-ink-3' : undefined}>{text}</span>
      ) : (
        <RunsLink href={href}>{text}</RunsLink>
      )}
    </Tooltip>
  )
}
