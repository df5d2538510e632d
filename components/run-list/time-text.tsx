import { Tooltip } from '#components/ui/tooltip.tsx'
import { useHydrated } from '#components/layout/use-hydrated.ts'
import { formatAbsoluteTime, formatRelativeTime, msOfNs } from '#lib/format/time.ts'

/** "2 min ago"; the exact time in the viewer's zone on hover. */
export function TimeText({ ns, nowMs }: { ns: string; nowMs: number }) {
  // The server's text is of its own zone and moment: React would leave it in place.
  const place = useHydrated() ? 'here' : 'server'
  return (
    <Tooltip content={<AbsoluteTime ns={ns} />}>
      <time key={place} dateTime={new Date(msOfNs(ns)).toISOString()} suppressHydrationWarning>
        {formatRelativeTime(ns, nowMs)}
      </time>
    </Tooltip>
  )
}

/** An element of its own, so that only a tip that is shown is formatted. */
function AbsoluteTime({ ns }: { ns: string }) {
  return <span className="tabular">{formatAbsoluteTime(ns)}</span>
}
