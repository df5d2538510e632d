'use client'

import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'

type Pair = { from: string; to: string }

type PairListProps = {
  /** Name of the list. */
  label: string
  /** What the two sides are called. */
  fromLabel: string
  toLabel: string
  pairs: readonly Pair[]
  onChange: (pairs: Pair[]) => void
  /** What the left side may be; anything where undefined. The label is what people read. */
  choices?: readonly { value: string; label: string }[]
}

/** What becomes what: each left side once. */
export function PairList({ label, fromLabel, toLabel, pairs, onChange, choices }: PairListProps) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const free = choices?.filter(({ value }) => !pairs.some((pair) => pair.from === value))
  const chosen = free === undefined ? from.trim() : (free.find(({ value }) => value === from)?.value ?? '')
  const canAdd = chosen !== '' && to.trim() !== '' && !pairs.some((pair) => pair.from === chosen)
  const labelOf = (value: string) => choices?.find((choice) => choice.value === value)?.label ?? value
  const add = () => {
    if (!canAdd) return
    onChange([...pairs, { from: chosen, to: to.trim() }])
    setFrom('')
    setTo('')
  }
  return (
    <div className="flex flex-col gap-2">
      {pairs.length === 0 ? null : (
        <ul aria-label={label} className="divide-y border-y">
          {pairs.map((pair) => (
            <li key={pair.from} className="flex min-h-8 items-center gap-2">
              <span className="min-w-0 flex-1 wrap-anywhere">{labelOf(pair.from)}</span>
              <span aria-hidden className="text-ink-3">
                →
              </span>
              <span className="min-w-0 flex-1 wrap-anywhere">{pair.to}</span>
              <IconButton
                label={`Remove ${labelOf(pair.from)}`}
                onClick={() => onChange(pairs.filter((each) => each.from !== pair.from))}
              >
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {free?.length === 0 ? null : (
        <form
          className="flex gap-2 max-narrow:flex-wrap"
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          {free === undefined ? (
            <Input
              aria-label={fromLabel}
              className="flex-1"
              maxLength={256}
              placeholder={fromLabel}
              value={from}
              onValueChange={setFrom}
            />
          ) : (
            <Select
              label={fromLabel}
              className="flex-1"
              value={chosen}
              options={[{ value: '', label: fromLabel }, ...free]}
              onValueChange={setFrom}
            />
          )}
          <Input
            aria-label={toLabel}
            className="flex-1"
            maxLength={256}
            placeholder={toLabel}
            value={to}
            onValueChange={setTo}
          />
          <Button type="submit" disabled={!canAdd} focusableWhenDisabled>
            <Plus /> Add
          </Button>
        </form>
      )}
    </div>
  )
}
