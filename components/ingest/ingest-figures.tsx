import type { ReactNode } from 'react'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { cn } from '#components/ui/cn.ts'
import type { IngestHealth, IngestState, OutcomeCounts } from '#lib/domain/ingest-health.ts'
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { unknownText } from '#lib/format/unknown.ts'

/** The answers to "is it well?", side by side. */
export function IngestFigures({ health }: { health: IngestHealth }) {
  const { totals, storedPerMinute, state } = health
  return (
    <dl className="grid shrink-0 grid-cols-2 gap-px border-b bg-line narrow:grid-cols-3 wide:grid-cols-6">
      <Figure
        label="Accepted"
        note={`${formatCount(totals.accepted.requests)} requests`}
        exact={exactOf(totals.accepted)}
      >
        {formatCount(totals.accepted.records)}
      </Figure>
      <Figure
        label="Refused"
        note={`${formatCount(totals.refused.requests)} requests`}
        exact={exactOf(totals.refused)}
        tone={totals.refused.requests > 0 ? 'bad' : undefined}
      >
        {totals.refused.records === 0 && totals.refused.requests > 0
          ? unknownText
          : formatCount(totals.refused.records)}
      </Figure>
      <Figure
        label="Not understood"
        note="kept as they came"
        exact={exactOf(totals.notUnderstood)}
        tone={totals.notUnderstood.records > 0 ? 'warn' : undefined}
      >
        {formatCount(totals.notUnderstood.records)}
      </Figure>
      <Figure
        label="Cut"
        note="kept in part"
        exact={exactOf(totals.cut)}
        tone={totals.cut.records > 0 ? 'warn' : undefined}
      >
        {formatCount(totals.cut.records)}
      </Figure>
      <Figure label="Stored now" note="records a minute" exact="Mean of the last five full minutes">
        {formatCount(Math.round(storedPerMinute))}
      </Figure>
      <Lag state={state} />
    </dl>
  )
}

const nsPerMs = 1e6
const lateMs = 30_000

function Lag({ state }: { state: IngestState }) {
  const { value, note, exact, isLate } = lagTexts(state)
  return (
    <Figure label="Lag of runs" note={note} exact={exact} tone={isLate ? 'warn' : undefined}>
      {value}
    </Figure>
  )
}

/** How far the worker is behind, or, once it has caught up, how long the last runs took. */
function lagTexts({ behindMs, recent }: IngestState) {
  const from = 'From the write of a record to its run being stored'
  if (behindMs === null) return { value: unknownText, note: 'no worker ran yet', exact: from, isLate: false }
  if (behindMs > 0) {
    const value = formatDurationNs(behindMs * nsPerMs)
    return { value, note: 'the oldest record waits', exact: from, isLate: behindMs > lateMs }
  }
  if (recent === null) return { value: 'None', note: 'no new runs', exact: `${from}: all is done`, isLate: false }
  const late = recent.late === 0 ? '' : `, ${formatCountExact(recent.late)} took over 30 s`
  const exact = `${from}: 95 of 100 runs of the last minute took at most this long${late}`
  return { value: formatDurationNs(recent.p95Ms * nsPerMs), note: 'p95 of new runs', exact, isLate: false }
}

type FigureProps = { label: string; note: string; exact: string; tone?: 'bad' | 'warn'; children: ReactNode }

function Figure({ label, note, exact, tone, children }: FigureProps) {
  return (
    <div className="bg-canvas px-3 py-2">
      <dt className="text-sm text-ink-3">{label}</dt>
      <dd className="flex items-baseline gap-2">
        <Tooltip content={exact}>
          <span
            className={cn(
              'tabular text-lg font-medium whitespace-nowrap',
              tone === 'bad' && 'text-bad',
              tone === 'warn' && 'text-warn',
            )}
          >
            {children}
          </span>
        </Tooltip>
        <span className="truncate text-sm text-ink-3">{note}</span>
      </dd>
    </div>
  )
}

function exactOf({ records, requests }: OutcomeCounts): string {
  return `${formatCountExact(records)} records, ${formatCountExact(requests)} requests`
}
