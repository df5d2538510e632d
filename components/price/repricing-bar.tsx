'use client'

import { Button } from '#components/ui/button.tsx'
import type { Repricing } from '#lib/domain/repricing.ts'
import { formatCountExact } from '#lib/format/count.ts'

type RepricingBarProps = { repricing: Repricing; mayChange: boolean; busy: boolean; onCancel: () => void }

/** How far pricing runs anew is, and how the last time ended. */
export function RepricingBar({ repricing, mayChange, busy, onCancel }: RepricingBarProps) {
  const { state, done, total, tableVersion } = repricing
  const isOpen = state === 'waiting' || state === 'running'
  const share = total === null || total === 0 ? (state === 'finished' ? 1 : 0) : done / total
  return (
    <section
      aria-label="Pricing runs anew"
      className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b px-3 py-2"
    >
      <output className="min-w-0 flex-1 text-sm">
        {sentence(repricing)}{' '}
        <span className="text-ink-3">
          Runs from {dayOf(repricing.from)} to {dayOf(repricing.to)}, prices of version {tableVersion}
          {tableVersion === 0 ? ' (the list alone)' : ''}.
        </span>
      </output>
      {isOpen ? (
        <>
          <progress
            aria-label="Runs priced anew"
            value={share}
            max={1}
            className="h-1.5 w-48 overflow-hidden rounded-[2px] [&::-moz-progress-bar]:bg-accent-solid [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent-solid"
          />
          {mayChange ? (
            <Button size="sm" disabled={busy} onClick={onCancel}>
              Call it off
            </Button>
          ) : null}
        </>
      ) : null}
    </section>
  )
}

function sentence({ state, done, total }: Repricing): string {
  const runs = `${formatCountExact(done)} of ${formatCountExact(total)} runs`
  switch (state) {
    case 'waiting':
      return 'Waiting for a worker to begin.'
    case 'running':
      return `Pricing anew: ${runs}.`
    case 'finished':
      return `${formatCountExact(done)} ${done === 1 ? 'run was' : 'runs were'} priced anew.`
    case 'cancelled':
      return total === null ? 'Pricing anew was called off.' : `Called off after ${runs}: those have their new price.`
  }
}

function dayOf(iso: string): string {
  return iso.slice(0, 10)
}
