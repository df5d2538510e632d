'use client'

import { ChevronRight, KeyRound, Terminal, UserRound } from 'lucide-react'
import { useState } from 'react'
import { TimeText } from '#components/run-list/time-text.tsx'
import { cn } from '#components/ui/cn.ts'
import { Badge } from '#components/ui/badge.tsx'
import type { FieldChange, HistoryActor, HistoryEntry } from '#lib/domain/history.ts'
import { nsOfIso } from '#lib/format/time.ts'
import { actorLabel, fieldLabel, historySentence } from './history-texts.ts'

type HistoryTableProps = { entries: readonly HistoryEntry[]; nowMs: number }

/** Changes, the newest first; each opens to what differs from the version before. */
export function HistoryTable({ entries, nowMs }: HistoryTableProps) {
  return (
    <table className="w-full border-collapse text-left">
      <thead>
        <tr className="h-7 border-b bg-sunken text-sm text-ink-3">
          <th scope="col" className="w-28 px-3 font-normal text-ink-3">
            When
          </th>
          <th scope="col" className="px-3 font-normal text-ink-3">
            What
          </th>
          <th scope="col" className="w-56 px-3 font-normal text-ink-3 max-narrow:hidden">
            Reason
          </th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {entries.map((entry) => (
          <HistoryRow key={entry.entryId} entry={entry} nowMs={nowMs} />
        ))}
      </tbody>
    </table>
  )
}

function HistoryRow({ entry, nowMs }: { entry: HistoryEntry; nowMs: number }) {
  const [open, setOpen] = useState(false)
  const { at, by, reason, project, changes } = entry
  const canOpen = changes.length > 0
  return (
    <>
      <tr className="align-top hover:bg-hover">
        <td className="px-3 py-1.5 whitespace-nowrap text-ink-2">
          <TimeText ns={nsOfIso(at)} nowMs={nowMs} />
        </td>
        <td className="px-3 py-1.5">
          <button
            type="button"
            aria-expanded={canOpen ? open : undefined}
            disabled={!canOpen}
            className="flex w-full min-w-0 items-baseline gap-1.5 rounded text-left"
            onClick={() => setOpen(!open)}
          >
            <ChevronRight
              aria-hidden
              className={cn('size-3.5 shrink-0 self-center text-ink-3', open && 'rotate-90', !canOpen && 'invisible')}
            />
            <span className="min-w-0 wrap-anywhere">
              <ActorName by={by} /> {historySentence(entry)}
            </span>
            {project === null ? <Badge>installation</Badge> : null}
          </button>
          {reason === '' ? null : <p className="pl-5 text-sm text-ink-2 narrow:hidden">{reason}</p>}
        </td>
        <td className="px-3 py-1.5 text-ink-2 max-narrow:hidden">{reason}</td>
      </tr>
      {open ? (
        <tr className="bg-sunken">
          <td colSpan={3} className="px-3 py-2 narrow:pl-36">
            <FieldChanges changes={changes} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

function ActorName({ by }: { by: HistoryActor }) {
  const Icon = by.actor.startsWith('user:') ? UserRound : by.actor.startsWith('key:') ? KeyRound : Terminal
  return (
    <span className="font-medium whitespace-nowrap">
      <Icon aria-hidden className="inline size-3.5 align-[-2px] text-ink-3" /> {actorLabel(by)}
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
