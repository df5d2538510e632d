import { UsageTable } from '#components/run/usage-value.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Usage } from '#lib/domain/usage.ts'
import { formatTokens, totalTokens } from '#lib/format/tokens.ts'

/** Input and output together; the classes on hover. */
export function TokensText({ usage }: { usage: Usage }) {
  const total = totalTokens(usage)
  if (total === null) {
    return (
      <Tooltip content="The sender reported no token counts.">
        <span className="text-ink-3">{formatTokens(null)}</span>
      </Tooltip>
    )
  }
  return (
    <Tooltip content={<UsageTable usage={usage} />}>
      <span>{formatTokens(total)}</span>
    </Tooltip>
  )
}
