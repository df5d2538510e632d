'use client'

import type { RefObject } from 'react'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import type { Run } from '#lib/domain/run.ts'

type RunListActions = {
  runs: readonly Run[]
  selectedId: string | null
  searchRef: RefObject<HTMLInputElement | null>
  onSelect: (runId: string | null) => void
  onOpen: (run: Run) => void
  onAddFilter: () => void
  onPickTime: () => void
}

const pageRows = 20

export function useRunListShortcuts(actions: RunListActions): void {
  const { runs, selectedId, searchRef, onSelect, onOpen, onAddFilter, onPickTime } = actions
  const index = runs.findIndex((run) => run.runId === selectedId)
  const moveTo = (next: number) => onSelect(runs[Math.max(0, Math.min(runs.length - 1, next))]?.runId ?? null)
  const selected = runs[index]
  useShortcuts('Runs', [
    { keys: ['j', 'ArrowDown'], label: 'Next run', run: () => moveTo(index + 1) },
    { keys: ['k', 'ArrowUp'], label: 'Previous run', run: () => moveTo(index === -1 ? 0 : index - 1) },
    { keys: ['PageDown'], label: 'Some rows down', run: () => moveTo(index + pageRows) },
    { keys: ['PageUp'], label: 'Some rows up', run: () => moveTo(index - pageRows) },
    { keys: ['Home'], label: 'First run', run: () => moveTo(0) },
    { keys: ['End'], label: 'Last loaded run', run: () => moveTo(runs.length - 1) },
    { keys: ['Enter'], label: 'Open the selected run', run: () => selected && onOpen(selected) },
    { keys: ['/'], label: 'Search', run: () => searchRef.current?.focus() },
    { keys: ['f'], label: 'Add a filter', run: onAddFilter },
    { keys: ['d'], label: 'Choose the time range', run: onPickTime },
    { keys: ['Escape'], label: 'Drop the selection', run: () => onSelect(null) },
  ])
}
