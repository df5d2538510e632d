import type { Usage } from '#lib/domain/usage.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatTokens, tokenLines } from '#lib/format/tokens.ts'

/** `12.1k → 480` with every class on hover. */
export function UsageValue({ usage }: { usage: Usage }) {
  const cached = usage.cacheReadTokens ?? 0
  return (
    <Tooltip content={<UsageTable usage={usage} />} side="bottom">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- its tooltip must be reachable by keyboard */}
      <span tabIndex={0} className="tabular">
        {formatTokens(usage.inputTokens)} → {formatTokens(usage.outputTokens)}{' '}
        <span className="text-ink-3">tokens{cached > 0 ? `, ${formatTokens(cached)} cached` : ''}</span>
      </span>
    </Tooltip>
  )
}

export function UsageTable({ usage }: { usage: Usage }) {
  return (
    <table className="tabular">
      <tbody>
        {tokenLines(usage).map((line) => (
          <tr key={line.label}>
            <th
              scope="row"
              className={line.level === 1 ? 'pl-3 text-left font-normal text-ink-3' : 'text-left font-normal'}
            >
              {line.label}
            </th>
            <td className="pl-4 text-right">{line.tokens}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
