import { formatUsdExact } from '#lib/format/usd.ts'

type CardHeadProps = {
  title: string
  costUsd: string | null
  /** What is said instead of an amount where there is none. */
  missing: string
  isPartial?: boolean
}

/** What a card is about, and the amount that it explains. */
export function CardHead({ title, costUsd, missing, isPartial = false }: CardHeadProps) {
  return (
    <div className="flex items-baseline gap-3 border-b px-3 py-2">
      <h3 className="min-w-0 flex-1 truncate font-semibold">{title}</h3>
      {isPartial ? <span className="text-sm text-warn">partial</span> : null}
      <span className="tabular font-semibold">{costUsd === null ? missing : formatUsdExact(costUsd)}</span>
    </div>
  )
}
