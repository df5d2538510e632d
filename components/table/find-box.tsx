'use client'

import { useRef } from 'react'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { Input } from '#components/ui/input.tsx'
import { Kbd } from '#components/ui/kbd.tsx'

type FindBoxProps = {
  /** What is searched, e.g. "Find a member". */
  label: string
  value: string
  onValueChange: (value: string) => void
}

/** Narrows a table to the rows that hold every word; `/` leads here, Escape shows all again. */
export function FindBox({ label, value, onValueChange }: FindBoxProps) {
  const inputRef = useRef<HTMLInputElement>(null)
  useShortcuts('Table', [{ keys: ['/'], label, run: () => inputRef.current?.focus() }])
  return (
    <div className="relative">
      <Input
        ref={inputRef}
        aria-label={label}
        placeholder={label}
        spellCheck={false}
        autoComplete="off"
        className="w-52 pr-7"
        value={value}
        onValueChange={onValueChange}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          onValueChange('')
          event.currentTarget.blur()
        }}
      />
      {value === '' ? (
        <span aria-hidden className="pointer-events-none absolute inset-y-0 right-1.5 flex items-center">
          <Kbd>/</Kbd>
        </span>
      ) : null}
    </div>
  )
}
