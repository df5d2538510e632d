import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatAbsoluteTime, formatRelativeTime, msOfNs } from '#lib/format/time.ts'

/** "2 min ago"; the exact time in the viewer's zone on hover. */
export function TimeText({ ns, nowMs }: { ns: string; nowMs: number }) {
  return (
    <Tooltip content={<span className="tabular">{formatAbsoluteTime(ns)}</span>}>
      <time dateTime={new Date(msOfNs(ns)).toISOString()} suppressHydrationWarning>
        {formatRelativeTime(ns, nowMs)}
      </time>
    </Tooltip>
  )
}
