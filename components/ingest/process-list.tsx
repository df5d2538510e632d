import { TimeText } from '#components/run-list/time-text.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { IngestProcess, IngestState } from '#lib/domain/ingest-health.ts'

const stateTexts = {
  running: { label: 'Running', tone: 'good' },
  silent: { label: 'Silent', tone: 'bad' },
  stopped: { label: 'Stopped', tone: 'warn' },
} as const satisfies Record<IngestProcess['state'], object>

/** The processes that reported within a day, and when each did last. */
export function ProcessList({ state: { processes }, nowMs }: { state: IngestState; nowMs: number }) {
  return (
    <section aria-label="Processes">
      <h2 className="px-3 pt-4 pb-1.5 font-semibold">Processes</h2>
      <ul className="divide-y border-y">
        {processes.length === 0 ? <li className="px-3 py-3 text-ink-2">None has reported within a day.</li> : null}
        {processes.map(({ process, name, state, lastSeenNs }) => (
          <li key={`${process} ${name}`} className="flex min-h-8 items-center gap-2 px-3 py-1">
            <span className="w-16 shrink-0">{process}</span>
            <code className="min-w-0 flex-1 truncate text-sm text-ink-2">
              {process === 'worker' ? `shard ${name}` : name}
            </code>
            <Badge tone={stateTexts[state].tone}>{stateTexts[state].label}</Badge>
            <span className="w-24 shrink-0 text-right text-sm text-ink-3">
              <TimeText ns={lastSeenNs} nowMs={nowMs} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
