import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatUsdExact } from '#lib/format/usd.ts'
import { signedUsd } from './signed-texts.ts'

/** A difference in money, exact on hover. */
export function SignedUsd({ usd }: { usd: string }) {
  return (
    <Tooltip content={formatUsdExact(usd)}>
      <span>{signedUsd(usd)}</span>
    </Tooltip>
  )
}
