'use client'

import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import type { RunViewName } from './run-views.ts'
import type { RunViewState } from './use-run-view-state.ts'

type ShortcutInput = {
  state: RunViewState
  view: RunViewName
  onView: (view: RunViewName) => void
  onSelect: (spanId: string | null) => void
  showMatch: (direction: 1 | -1) => void
  show: (spanId: string | null) => void
  focusFind: () => void
}

/** The keys of a run's page; the keys of lists and trees are their own. */
export function useRunShortcuts({ state, view, onView, onSelect, showMatch, show, focusFind }: ShortcutInput): void {
  useShortcuts('This run', [
    { keys: ['t'], label: 'Transcript', run: () => onView('transcript') },
    { keys: ['r'], label: 'Tree', run: () => onView('tree') },
    { keys: ['l'], label: 'Timeline', run: () => onView('timeline') },
    { keys: ['g'], label: 'Graph', run: () => onView('graph') },
    { keys: ['o'], label: 'Log', run: () => onView('log') },
    {
      keys: ['f'],
      label: 'Focus the sub-tree of the selected span',
      run: () => state.focusSubtree(selectedIdOf(state)),
    },
    { keys: ['u'], label: 'Back from the sub-tree, one step up', run: () => state.focusSubtree(parentFocus(state)) },
    // The JSON view is searched by the browser.
    { keys: view === 'json' ? ['/'] : ['/', 'mod+f'], label: 'Find in this run', run: focusFind },
    { keys: ['n'], label: 'Next match', run: () => showMatch(1) },
    { keys: ['p'], label: 'Previous match', run: () => showMatch(-1) },
    { keys: ['e'], label: 'Next error', run: () => show(state.goToError()) },
    { keys: [']'], label: 'Open one level of the tree', run: () => state.stepLevel(1) },
    { keys: ['['], label: 'Close one level of the tree', run: () => state.stepLevel(-1) },
    { keys: ['Escape'], label: 'Close the span', run: () => onSelect(null) },
  ])
}

function selectedIdOf({ selectedNode, subtree }: RunViewState): string | null {
  return selectedNode?.spanId ?? subtree?.path.at(-1)?.spanId ?? null
}

function parentFocus({ subtree }: RunViewState): string | null {
  return subtree?.path.at(-2)?.spanId ?? null
}
