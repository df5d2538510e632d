'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { fieldTitle, type FlagField, type NumberField } from './run-filter-fields.ts'

const signWords = { '≥': 'at least', '≤': 'at most', '>': 'more than', '<': 'less than' } as const

type NumberFilterEditorProps = { field: NumberField; value: number | null; onApply: (value: number | null) => void }

export function NumberFilterEditor({ field, value, onApply }: NumberFilterEditorProps) {
  const [text, setText] = useState(value === null ? '' : String(value))
  const parsed = text.trim() === '' ? null : Number(text)
  const fits = parsed === null || (parsed >= 0 && (!field.wholeOnly || Number.isInteger(parsed)))
  return (
    <form
      className="flex w-60 flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (fits) onApply(parsed)
      }}
    >
      <span className="font-medium">{fieldTitle(field)}</span>
      <div className="flex items-center gap-2">
        <Input
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the popover was opened to type here
          autoFocus
          inputMode="decimal"
          aria-label={`${field.label}, ${signWords[field.sign]}`}
          aria-invalid={!fits}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="flex-1"
        />
        {field.unit === '' ? null : <span className="text-sm text-ink-3">{field.unit}</span>}
        <Button type="submit" variant="primary" disabled={!fits}>
          Apply
        </Button>
      </div>
      {fits ? null : <p className="text-sm text-bad">A number from 0 on.</p>}
    </form>
  )
}

type FlagFilterEditorProps = { field: FlagField; value: boolean | null; onApply: (value: boolean) => void }

export function FlagFilterEditor({ field, value, onApply }: FlagFilterEditorProps) {
  return (
    <div className="flex w-60 flex-col gap-2">
      <span className="font-medium">{field.label}</span>
      {[true, false].map((choice) => (
        <Button
          key={String(choice)}
          aria-pressed={value === choice}
          className="justify-start"
          onClick={() => onApply(choice)}
        >
          Runs {choice ? field.yes : field.no}
        </Button>
      ))}
    </div>
  )
}
