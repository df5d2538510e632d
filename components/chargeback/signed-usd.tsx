import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatUsdExact } from '#lib/format/usd.ts'
import { signedUsd, signedUsdExact } from './signed-texts.ts'

type SignedUsdProps = {
  usd: string
  /** Every digit: beside amounts that it is the difference of. */
  isExact?: boolean
}

/** A difference in money, exact on hover. */
export function SignedUsd({ usd, isExact = false }: SignedUsdProps) {
  if (isExact) return signedUsdExact(usd)
  return (
    <Tooltip content={formatUsdExact(usd)}>
      <span>{signedUsd(usd)}</span>
    </Tooltip>
  )
}
