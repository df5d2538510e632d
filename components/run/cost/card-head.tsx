'use client'

import { ArrowLeft } from 'lucide-react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { usePopoverPath } from '#components/ui/popover-place.tsx'
import { PopoverTitle } from '#components/ui/popover.tsx'
import { formatUsdExact } from '#lib/format/usd.ts'

type CardHeadProps = {
  title: string
  costUsd: string | null
  /** What is said instead of an amount where there is none. */
  missing: string
  isPartial?: boolean
}

/** What a card is about, the amount that it explains, and the way back to the card that led here. */
export function CardHead({ title, costUsd, missing, isPartial = false }: CardHeadProps) {
  const { back } = usePopoverPath()
  return (
    <div className="sticky top-0 z-10 flex items-baseline gap-3 border-b bg-raised px-3 py-2">
      {back === null ? null : (
        <IconButton size="sm" label="Back" onClick={back} className="-my-1 -ml-1.5 self-center">
          <ArrowLeft />
        </IconButton>
      )}
      <PopoverTitle className="min-w-0 flex-1 truncate font-semibold">{title}</PopoverTitle>
      {isPartial ? <span className="text-sm text-warn">partial</span> : null}
      <span className="tabular font-semibold">{costUsd === null ? missing : formatUsdExact(costUsd)}</span>
    </div>
  )
}
