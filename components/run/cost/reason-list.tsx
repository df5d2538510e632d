import { cn } from '#components/ui/cn.ts'
import type { SpanNode } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { reasonCounts } from '#lib/run-view/cost-parts.ts'
import { reasonText } from './cost-texts.ts'

const mostReasons = 5

/** Why something of many calls was left out or assumed. */
export function ReasonList({ nodes }: { nodes: readonly SpanNode[] }) {
  const reasons = reasonCounts(nodes)
  if (reasons.length === 0) return null
  const more = reasons.length - mostReasons
  return (
    <ul aria-label="What was left out or assumed" className="grid gap-0.5 border-b px-3 py-2 text-sm">
      {reasons.slice(0, mostReasons).map(({ reason, calls, isGap }) => (
        <li key={reason} className={cn('[overflow-wrap:anywhere]', isGap ? 'text-warn' : 'text-ink-2')}>
          {calls === 1 ? null : <span className="tabular">{formatCountExact(calls)} calls: </span>}
          {reasonText(reason)}
        </li>
      ))}
      {more <= 0 ? null : <li className="text-ink-3">{formatCountExact(more)} more</li>}
    </ul>
  )
}
