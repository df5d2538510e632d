'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#components/ui/cn.ts'
import { Input } from '#components/ui/input.tsx'
import { formatCount } from '#lib/format/count.ts'
import { unknownValue, valueText } from './run-filter-chips.ts'
import type { ValueField } from './run-filter-fields.ts'

type ValueFilterEditorProps = {
  field: ValueField
  values: readonly string[]
  negated: boolean
  /** Values that the matching runs have, the most frequent first. */
  suggestions: readonly { value: string; runs: number }[]
  isSearching: boolean
  text: string
  onTextChange: (text: string) => void
  onChange: (values: string[], negated: boolean) => void
}

/** Is or is not, any of these values. Every choice acts at once: the list behind it is the preview. */
export function ValueFilterEditor(props: ValueFilterEditorProps) {
  const { field, values, negated, suggestions, isSearching, text, onTextChange, onChange } = props
  // Values chosen when the editor opened stay on top, so that rows do not jump under the pointer.
  const [first] = useState(values)
  const typed = text.trim()
  const counts = new Map(suggestions.map(({ value, runs }) => [value, runs]))
  const all = [...new Set([...first, ...values, ...counts.keys(), ...(field.options ?? [])])]
  const shown = all.filter((value) => valueText(value, field).toLowerCase().includes(typed.toLowerCase()))
  const isNew = typed !== '' && !field.options && !all.includes(typed)

  const toggle = (value: string) =>
    onChange(values.includes(value) ? values.filter((each) => each !== value) : [...values, value], negated)

  return (
    <div className="flex w-64 flex-col gap-2">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{field.label}</span>
        <NegationSwitch negated={negated} onChange={(next) => onChange([...values], next)} />
      </div>
      <Input
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the popover was opened to type here
        autoFocus
        aria-label={`${field.label} value`}
        placeholder={field.options ? 'Find' : 'Find or type a value'}
        value={text}
        onChange={(event) => onTextChange(event.target.value)}
        onKeyDown={(event) => {
          const choice = shown[0] ?? (isNew ? typed : undefined)
          if (event.key !== 'Enter' || choice === undefined) return
          toggle(choice)
          onTextChange('')
        }}
      />
      <div className="scroll-quiet flex max-h-60 flex-col overflow-y-auto">
        {shown.map((value) => (
          <ValueRow
            key={value}
            text={valueText(value, field)}
            isUnknown={value === unknownValue}
            runs={counts.get(value)}
            checked={values.includes(value)}
            onToggle={() => toggle(value)}
          />
        ))}
        {isNew ? (
          <Button variant="ghost" className="justify-start px-0.5 font-normal" onClick={() => toggle(typed)}>
            Use “{typed}”
          </Button>
        ) : null}
        {shown.length === 0 && !isNew ? (
          <p className="py-1 text-sm text-ink-3">{isSearching ? 'Looking…' : 'No run has one.'}</p>
        ) : null}
      </div>
    </div>
  )
}

type ValueRowProps = {
  text: string
  isUnknown: boolean
  runs: number | undefined
  checked: boolean
  onToggle: () => void
}

function ValueRow({ text, isUnknown, runs, checked, onToggle }: ValueRowProps) {
  return (
    <div className="flex h-6.5 shrink-0 items-center gap-2 px-0.5">
      <div className="min-w-0 flex-1">
        <Checkbox checked={checked} onCheckedChange={onToggle}>
          <span className={cn(isUnknown && 'text-ink-2')}>{text}</span>
        </Checkbox>
      </div>
      {runs === undefined ? null : <span className="tabular shrink-0 text-sm text-ink-3">{formatCount(runs)}</span>}
    </div>
  )
}

function NegationSwitch({ negated, onChange }: { negated: boolean; onChange: (negated: boolean) => void }) {
  return (
    <fieldset aria-label="Comparison" className="flex rounded border border-line-strong p-px text-sm">
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
    </fieldset>
  )
}
