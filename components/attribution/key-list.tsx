'use client'

import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Input } from '#components/ui/input.tsx'
import { moved } from './draft-rules.ts'

type KeyListProps = {
  keys: readonly string[]
  builtIn: boolean
  /** The attributes that are looked for without a rule. */
  known: readonly string[]
  onChange: (change: { keys?: string[]; builtIn?: boolean }) => void
}

/** Where a value is read, the first place that says something first. */
export function KeyList({ keys, builtIn, known, onChange }: KeyListProps) {
  const [typed, setTyped] = useState('')
  const listId = useId()
  const key = typed.trim()
  const canAdd = key !== '' && !keys.includes(key)
  const add = () => {
    if (!canAdd) return
    onChange({ keys: [...keys, key] })
    setTyped('')
  }
  return (
    <div className="flex flex-col gap-2">
      {keys.length === 0 ? null : (
        <ol aria-label="Attributes, in their order" className="divide-y border-y">
          {keys.map((each, index) => (
            <li key={each} className="flex min-h-8 items-center gap-1">
              <span className="tabular w-6 text-right text-sm text-ink-3">{index + 1}.</span>
              <code className="min-w-0 flex-1 px-1 wrap-anywhere">{each}</code>
              <IconButton
                label={`Look for ${each} earlier`}
                disabled={index === 0}
                focusableWhenDisabled
                onClick={() => onChange({ keys: moved(keys, index, -1) })}
              >
                <ArrowUp />
              </IconButton>
              <IconButton
                label={`Look for ${each} later`}
                disabled={index === keys.length - 1}
                focusableWhenDisabled
                onClick={() => onChange({ keys: moved(keys, index, 1) })}
              >
                <ArrowDown />
              </IconButton>
              <IconButton
                label={`Do not look for ${each}`}
                onClick={() => onChange({ keys: keys.filter((other) => other !== each) })}
              >
                <X />
              </IconButton>
            </li>
          ))}
        </ol>
      )}
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <Input
          aria-label="Attribute to look for"
          className="flex-1 font-mono"
          list={listId}
          maxLength={256}
          placeholder="billing.account, or metadata:account"
          value={typed}
          onValueChange={setTyped}
        />
        <datalist id={listId}>
          {known.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </datalist>
        <Button type="submit" disabled={!canAdd} focusableWhenDisabled>
          <Plus /> Add
        </Button>
      </form>
      <p className="text-sm text-ink-2">
        An attribute of the span, else of its resource. <code>metadata:name</code> is a name inside the metadata of any
        framework.
      </p>
      <Checkbox checked={builtIn} onCheckedChange={(checked) => onChange({ builtIn: checked })}>
        Then where Tachograph looks by itself
      </Checkbox>
      <details className="text-sm text-ink-2">
        <summary className="w-fit cursor-pointer">The {known.length} places where it looks</summary>
        <p className="pt-1 font-mono leading-5 wrap-anywhere">{known.join(', ')}</p>
      </details>
    </div>
  )
}
