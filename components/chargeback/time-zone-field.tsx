'use client'

import { useId, useState, type ReactNode } from 'react'
import { TextField } from '#components/ui/text-field.tsx'

type TimeZoneFieldProps = {
  value: string
  onValueChange: (value: string) => void
  isWrong?: boolean
  hint?: ReactNode
}

/** A time zone by its name; the browser offers those that it knows. */
export function TimeZoneField({ value, onValueChange, isWrong = false, hint }: TimeZoneFieldProps) {
  const listId = useId()
  const [zones] = useState(() => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')])
  return (
    <>
      <TextField
        label="Time zone"
        list={listId}
        value={value}
        onValueChange={onValueChange}
        aria-invalid={isWrong}
        autoComplete="off"
        spellCheck={false}
        hint={hint}
      />
      <datalist id={listId}>
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </datalist>
    </>
  )
}
