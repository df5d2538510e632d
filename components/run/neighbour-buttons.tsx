'use client'

import { ChevronDown, ChevronUp } from 'lucide-react'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { RunNeighbours } from '#lib/domain/run-neighbours.ts'

type NeighbourButtonsProps = { neighbours: RunNeighbours; onOpen: (run: RunNeighbours['next']) => void }

/** Previous and next run of the list that this one was opened from. */
export function NeighbourButtons({ neighbours, onOpen }: NeighbourButtonsProps) {
  const { previous, next } = neighbours
  useShortcuts('Runs of the list', [
    { keys: ['j'], label: 'Next run', run: () => onOpen(next) },
    { keys: ['k'], label: 'Previous run', run: () => onOpen(previous) },
  ])
  return (
    <span className="flex">
      <IconButton
        label={previous === null ? 'No run before this one in the list' : 'Previous run'}
        shortcut="k"
        disabled={previous === null}
        focusableWhenDisabled
        onClick={() => onOpen(previous)}
      >
        <ChevronUp />
      </IconButton>
      <IconButton
        label={next === null ? 'No run after this one in the list' : 'Next run'}
        shortcut="j"
        disabled={next === null}
        focusableWhenDisabled
        onClick={() => onOpen(next)}
      >
        <ChevronDown />
      </IconButton>
    </span>
  )
}
