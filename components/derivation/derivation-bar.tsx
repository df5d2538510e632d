'use client'

import { Button } from '#components/ui/button.tsx'
import { isUnderWay, type Derivation, type DerivationKind } from '#lib/domain/derivation.ts'
import { derivationSentence, derivationWords } from './derivation-texts.ts'

type DerivationBarProps = {
  kind: DerivationKind
  derivation: Derivation
  mayChange: boolean
  busy: boolean
  onCancel: () => void
}

/** How far deriving runs anew is, and how the last time ended. */
export function DerivationBar({ kind, derivation, mayChange, busy, onCancel }: DerivationBarProps) {
  const { state, done, total, version, from, to } = derivation
  const words = derivationWords[kind]
  const share = total === null || total === 0 ? (state === 'finished' ? 1 : 0) : done / total
  return (
    <section aria-label={words.doing} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b px-3 py-2">
      <output className="min-w-0 flex-1 text-sm">
        {derivationSentence(kind, derivation)}{' '}
        <span className="text-ink-3">
          Runs from {dayOf(from)} to {dayOf(to)}, {words.by(version)}.
        </span>
      </output>
      {isUnderWay(derivation) ? (
        <>
          <progress
            aria-label={`Runs ${words.done}`}
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

function dayOf(iso: string): string {
  return iso.slice(0, 10)
}
