'use client'

import { ChevronRight, KeyRound, Terminal, UserRound } from 'lucide-react'
import { useState } from 'react'
import { useTimeZone } from '#components/layout/use-time-zone.ts'
import { Badge } from '#components/ui/badge.tsx'
import { cn } from '#components/ui/cn.ts'
import type { FieldChange, HistoryActor, HistoryEntry } from '#lib/domain/history.ts'
import { formatAbsoluteTime, formatTimeOfDay, nsOfIso } from '#lib/format/time.ts'
import { historyDays } from './history-days.ts'
import { actorLabel, fieldLabel, historySentence, shownReason } from './history-texts.ts'

type HistoryListProps = { entries: readonly HistoryEntry[]; nowMs: number }

/** Changes by day, the newest first; each opens to what differs from the version before. */
export function HistoryList({ entries, nowMs }: HistoryListProps) {
  const timeZone = useTimeZone()
  return historyDays(entries, nowMs, timeZone).map(({ day, entries: ofDay }) => (
    <section key={day} aria-label={day}>
      <h2 className="sticky top-0 z-10 flex h-8 items-center border-b bg-sunken px-3 text-sm text-ink-2">{day}</h2>
      <ol className="divide-y border-b">
        {ofDay.map((entry) => (
          <HistoryItem key={entry.entryId} entry={entry} timeZone={timeZone} />
        ))}
      </ol>
    </section>
  ))
}

function HistoryItem({ entry, timeZone }: { entry: HistoryEntry; timeZone: string }) {
  const [open, setOpen] = useState(false)
  const { at, by, project, changes } = entry
  const reason = shownReason(entry)
  return (
    <li>
      <button
        type="button"
        aria-expanded={changes.length === 0 ? undefined : open}
        disabled={changes.length === 0}
        className="flex w-full items-baseline gap-2 px-3 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
        onClick={() => setOpen(!open)}
      >
        <ChevronRight
          aria-hidden
          className={cn(
            'size-3.5 shrink-0 translate-y-0.5 text-ink-3 transition-transform',
            open && 'rotate-90',
            changes.length === 0 && 'invisible',
          )}
        />
        <time
          dateTime={at}
          title={formatAbsoluteTime(nsOfIso(at), timeZone)}
          className="tabular w-14 shrink-0 text-ink-3"
        >
          {formatTimeOfDay(Date.parse(at), timeZone)}
        </time>
        <span className="min-w-0 flex-1 wrap-anywhere">
          <ActorName by={by} /> {historySentence(entry)}
          {project === null ? <Badge className="ml-2">installation</Badge> : null}
          {reason === '' ? null : <span className="text-ink-2"> · {reason}</span>}
        </span>
      </button>
      {open ? (
        <div className="border-t bg-sunken py-2 pr-3 pl-8 narrow:pl-25">
          <FieldChanges changes={changes} />
        </div>
      ) : null}
    </li>
  )
}

function ActorName({ by }: { by: HistoryActor }) {
  const Icon = by.actor.startsWith('user:') ? UserRound : by.actor.startsWith('key:') ? KeyRound : Terminal
  return (
    <span className="font-medium">
      <Icon aria-hidden className="inline size-3.5 align-[-2px] text-ink-3" /> <bdi>{actorLabel(by)}</bdi>
    </span>
  )
}

function FieldChanges({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <dl className="grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="contents">
          <dt className="text-ink-2">{fieldLabel(field)}</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2 font-mono wrap-anywhere">
            {before === null ? null : <del className="rounded-sm bg-bad-soft px-1 text-bad">{before}</del>}
            {after === null ? null : <ins className="rounded-sm bg-good-soft px-1 text-good no-underline">{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
