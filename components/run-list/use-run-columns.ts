'use client'

import { z } from 'zod'
import { useStoredJson } from '#components/layout/use-stored-json.ts'
import { ListColumns } from '#lib/domain/list-columns.ts'
import { defaultRunColumns } from './run-columns.tsx'
import type { ListView } from './views/list-view.ts'

/** By view; '' is the reader's own arrangement for every view that has none. */
const StoredColumns = z.record(z.string(), ListColumns)
const noColumns: z.infer<typeof StoredColumns> = {}
const ownKey = ''

/**
 * The columns of the list. A view that has columns shows them until the reader arranges others, which
 * stay a change of that view in this browser; everywhere else the reader's one arrangement holds.
 */
export function useRunColumns(view: ListView | null) {
  const [stored, setStored] = useStoredJson('columns.runs', StoredColumns, noColumns)
  const key = view !== null && view.columns !== null ? view.viewId : ownKey
  const fallback = key === ownKey ? defaultRunColumns : (view?.columns ?? defaultRunColumns)
  const columns = stored[key] ?? fallback
  const reset = () => {
    const { [key]: _former, ...others } = stored
    setStored(others)
  }
  return {
    columns,
    isChanged: stored[key] !== undefined,
    setColumns: (next: ListColumns) => setStored({ ...stored, [key]: next }),
    resetColumns: reset,
  }
}
