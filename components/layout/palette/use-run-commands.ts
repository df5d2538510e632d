'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CalendarClock, Hash, MessagesSquare, Route, Search } from 'lucide-react'
import { parseTimeRange, timeRangeLabel } from '#components/filters/parse-time-range.ts'
import { runQueries } from '#lib/api/runs.ts'
import { paths } from '#lib/paths.ts'
import { useShell } from '../shell-context.tsx'
import { useSettled } from '../use-settled.ts'
import type { PaletteCommand } from './palette-command.ts'

/** Ids of runs, traces and CLI turns: 32 hex digits; copied ones come with hyphens or in capitals too. */
const idPattern = /^[0-9a-f]{32}$/
const minSearched = 2
/** A pause in typing after which it is worth asking. */
const typingMs = 200

type Navigation = { go: (href: string) => void; setRange: (range: { from: string | null; to: string | null }) => void }

/** What a typed text may mean beside a command: an id, a time range, words of runs. */
export function useRunCommands(text: string, { go, setRange }: Navigation): PaletteCommand[] {
  const { project } = useShell()
  const [openedMs] = useState(() => Date.now())
  const searched = useSettled(text, typingMs)
  const id = text.replaceAll('-', '').toLowerCase()
  const isId = idPattern.test(id)
  const matches = useQuery({
    ...runQueries.matching(project, searched),
    enabled: searched.length >= minSearched && !isId,
  })
  if (text === '') return []
  const group = 'Runs'
  if (isId) {
    const run = () => go(paths.run(project, id))
    return [{ group, id: 'open', label: `Open run or trace ${id}`, icon: Hash, run }]
  }
  const range = parseTimeRange(text, openedMs)
  const found = searched === text ? (matches.data?.items ?? []) : []
  return [
    ...(range === null
      ? []
      : [
          {
            group,
            id: 'range',
            label: `Time range: ${timeRangeLabel(range)}`,
            icon: CalendarClock,
            run: () => setRange(range),
          } as const,
        ]),
    // Before what is found: it stands still while the answer comes in.
    {
      group,
      id: 'search',
      label: `Runs that contain “${text}”`,
      icon: Search,
      run: () => go(paths.runs(project, { q: text })),
    },
    ...found.map(
      (run) =>
        ({
          group,
          id: `found ${run.runId}`,
          label: run.inputPreview || run.agent || `Run ${run.runId.slice(0, 8)}`,
          icon: Route,
          run: () => go(paths.run(project, run.runId)),
        }) as const,
    ),
    {
      group,
      id: 'sessions',
      label: `Sessions that contain “${text}”`,
      icon: MessagesSquare,
      run: () => go(paths.sessions(project, { q: text })),
    },
  ]
}
