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

function Lag({ state: { behindMs, recent } }: { state: IngestState }) {
  const isBehind = behindMs !== null && behindMs > 0
  const shownMs = isBehind ? behindMs : (recent?.p95Ms ?? null)
  const late = recent === null || recent.late === 0 ? '' : `, ${formatCountExact(recent.late)} took over 30 s`
  const exact =
    recent === null
      ? 'From the write of a record to its run being stored; no run changed in the last minute'
      : `95 of 100 runs of the last minute were stored ${formatDurationNs(recent.p95Ms * nsPerMs)} after their records${late}`
  const note =
    behindMs === null
      ? 'no worker ran yet'
      : isBehind
        ? 'the oldest record waits'
        : recent
          ? 'p95, caught up'
          : 'caught up'
  return (
    <Figure label="Lag of runs" note={note} exact={exact} tone={isBehind && behindMs > 30_000 ? 'warn' : undefined}>
      {shownMs === null ? (behindMs === null ? unknownText : formatDurationNs(0)) : formatDurationNs(shownMs * nsPerMs)}
    </Figure>
  )
}

type FigureProps = { label: string; note: string; exact: string; tone?: 'bad' | 'warn'; children: ReactNode }

function Figure({ label, note, exact, tone, children }: FigureProps) {
  return (
    <div className="bg-canvas px-3 py-2">
      <dt className="text-sm text-ink-3">{label}</dt>
      <dd className="flex items-baseline gap-2">
        <Tooltip content={exact}>
          <span
            className={cn('tabular text-lg font-medium', tone === 'bad' && 'text-bad', tone === 'warn' && 'text-warn')}
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
