'use client'

import { useState } from 'react'
import { rangeBetween } from './range-between.ts'

type Checked = { scope: string; ids: ReadonlySet<string>; last: string | null }

export type CheckedRuns = {
  ids: ReadonlySet<string>
  toggle: (runId: string) => void
  /** Everything from the run that was checked last to this one, in the order of the list. */
  extendTo: (runId: string, order: readonly string[]) => void
  set: (runIds: Iterable<string>) => void
  clear: () => void
}

const none: ReadonlySet<string> = new Set()

/** Runs chosen for an action on several of them; another `scope` (a list of other rows) starts without any. */
export function useCheckedRuns(scope: string): CheckedRuns {
  const [checked, setChecked] = useState<Checked>({ scope, ids: none, last: null })
  const ids = checked.scope === scope ? checked.ids : none
  const set = (next: Iterable<string>, last: string | null = null) => setChecked({ scope, ids: new Set(next), last })
  return {
    ids,
    toggle: (runId) => set(ids.has(runId) ? [...ids].filter((each) => each !== runId) : [...ids, runId], runId),
    extendTo: (runId, order) => set([...ids, ...rangeBetween(order, checked.last, runId)], runId),
    set: (runIds) => set(runIds),
    clear: () => set([]),
  }
}
