import { Tooltip } from '#components/ui/tooltip.tsx'
import { cn } from '#components/ui/cn.ts'
import type { Usage } from '#lib/domain/usage.ts'
import { formatTokens, tokenLines, totalTokens } from '#lib/format/tokens.ts'

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
    <Tooltip content={<TokenTable usage={usage} />}>
      <span>{formatTokens(total)}</span>
    </Tooltip>
  )
}

export function TokenTable({ usage }: { usage: Usage }) {
  return (
    <dl className="tabular grid grid-cols-[auto_auto] gap-x-4">
      {tokenLines(usage).map((line) => (
        <div key={line.label} className={cn('col-span-2 grid grid-cols-subgrid', line.level === 1 && 'text-ink-2')}>
          <dt className={line.level === 1 ? 'pl-3' : undefined}>{line.label}</dt>
          <dd className="text-right">{line.tokens}</dd>
        </div>
      ))}
    </dl>
  )
}
