import { Tooltip } from '#components/ui/tooltip.tsx'
import type { StatementTokens } from '#lib/domain/statement.ts'
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import { allTokens, tokenLines } from './token-lines.ts'

/** Tokens in short, by class on hover. */
export function TokensText({ tokens }: { tokens: StatementTokens }) {
  return (
    <Tooltip
      content={
        <dl className="tabular grid grid-cols-[auto_auto] gap-x-4">
          {tokenLines(tokens).map(({ name, count }) => (
            <div key={name} className="contents">
              <dt className="text-ink-2">{name}</dt>
              <dd className="text-right">{formatCountExact(count)}</dd>
            </div>
          ))}
        </dl>
      }
    >
      <span>{formatCount(allTokens(tokens))}</span>
    </Tooltip>
  )
}
