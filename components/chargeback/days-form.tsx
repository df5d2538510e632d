'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { chosenDays, type ShownPeriod } from './shown-period.ts'

type DaysFormProps = {
  period: Pick<ShownPeriod, 'firstDay' | 'lastDay'>
  onChoose: (days: { from: string; to: string }) => void
}

/** Any range of whole days, both of them in it. */
export function DaysForm({ period, onChoose }: DaysFormProps) {
  const [first, setFirst] = useState(period.firstDay)
  const [last, setLast] = useState(period.lastDay)
  const days = chosenDays(first, last)
  return (
    <form
      className="mt-3 grid grid-cols-2 gap-2 border-t pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (days !== null) onChoose(days)
      }}
    >
      <TextField label="From" type="date" value={first} onValueChange={setFirst} />
      <TextField label="Up to and with" type="date" value={last} onValueChange={setLast} />
      <p className="self-center text-sm text-ink-3">{days === null ? 'It has to end after it begins.' : null}</p>
      <Button type="submit" className="justify-self-end" disabled={days === null} focusableWhenDisabled>
        Show these days
      </Button>
    </form>
  )
}
