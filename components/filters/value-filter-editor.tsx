'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#components/ui/cn.ts'
import { Input } from '#components/ui/input.tsx'
import { unknownValue, valueText } from './run-filter-chips.ts'
import type { ValueField } from './run-filter-fields.ts'

type ValueFilterEditorProps = {
  field: ValueField
  values: readonly string[]
  negated: boolean
  suggestions: readonly string[]
  onChange: (values: string[], negated: boolean) => void
}

/** Is or is not, any of these values. Every choice acts at once: the list behind it is the preview. */
export function ValueFilterEditor({ field, values, negated, suggestions, onChange }: ValueFilterEditorProps) {
  const [text, setText] = useState('')
  // Values chosen when the editor opened stay on top, so that rows do not jump under the pointer.
  const [first] = useState(values)
  const typed = text.trim()
  const all = [...new Set([...first, ...values, ...suggestions])].filter((value) => value !== unknownValue)
  const shown = all.filter((value) => value.toLowerCase().includes(typed.toLowerCase()))
  const isNew = typed !== '' && !field.options && !all.includes(typed)

  const toggle = (value: string) =>
    onChange(values.includes(value) ? values.filter((each) => each !== value) : [...values, value], negated)

  return (
    <div className="flex w-60 flex-col gap-2">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{field.label}</span>
        <NegationSwitch negated={negated} onChange={(next) => onChange([...values], next)} />
      </div>
      <Input
        autoFocus
        aria-label={`${field.label} value`}
        placeholder={field.options ? 'Find' : 'Find or type a value'}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          const choice = isNew ? typed : shown[0]
          if (event.key !== 'Enter' || choice === undefined) return
          toggle(choice)
          setText('')
        }}
      />
      <div className="scroll-quiet flex max-h-60 flex-col gap-1.5 overflow-y-auto p-0.5">
        {isNew ? (
          <Button variant="ghost" className="justify-start px-0 font-normal" onClick={() => toggle(typed)}>
            Add “{typed}”
          </Button>
        ) : null}
        {shown.map((value) => (
          <Checkbox key={value} checked={values.includes(value)} onCheckedChange={() => toggle(value)}>
            {valueText(value)}
          </Checkbox>
        ))}
        {field.options ? null : (
          <Checkbox checked={values.includes(unknownValue)} onCheckedChange={() => toggle(unknownValue)}>
            <span className="text-ink-2">unknown</span>
          </Checkbox>
        )}
      </div>
      {field.options || suggestions.length > 0 ? null : (
        <p className="text-sm text-ink-3">No loaded run has one. Type the exact value.</p>
      )}
    </div>
  )
}

function NegationSwitch({ negated, onChange }: { negated: boolean; onChange: (negated: boolean) => void }) {
  return (
    <div role="group" aria-label="Comparison" className="flex rounded border border-line-strong p-px text-sm">
      {[false, true].map((value) => (
        <button
          key={String(value)}
          type="button"
          aria-pressed={negated === value}
          onClick={() => onChange(value)}
          className={cn('h-5 rounded-sm px-1.5', negated === value ? 'bg-accent-soft text-accent' : 'text-ink-2')}
        >
          {value ? 'is not' : 'is'}
        </button>
      ))}
    </div>
  )
}
