'use client'

import { useEffect, useState } from 'react'
import { watchOverdue } from './watch-overdue.ts'

/** What is asked for again and again, and how that goes. */
export type Refresh = {
  /** What is asked for; another subject begins anew. */
  subject: string
  everyMs: number
  /** When it was last answered, milliseconds since the epoch; 0: never. */
  answeredMs: number
  /** The last question ended without an answer. */
  failed: boolean
}

/** `sinceMs` is null where there never was an answer. */
export type Stale = { sinceMs: number | null }

const defaultGraceMs = 10_000

/** Null while what is shown is fresh; otherwise since when it is not: the last question failed, or its answer is overdue. */
export function useStale({ subject, everyMs, answeredMs, failed }: Refresh, graceMs = defaultGraceMs): Stale | null {
  const [overdue, setOverdue] = useState<string | null>(null)
  const question = `${answeredMs} ${subject}`
  useEffect(
    () =>
      watchOverdue({
        afterMs: everyMs + graceMs,
        onOverdue: () => setOverdue(question),
        onView: () => setOverdue(null),
      }),
    [question, everyMs, graceMs],
  )
  if (!failed && overdue !== question) return null
  return { sinceMs: answeredMs === 0 ? null : answeredMs }
}
