'use client'

import { Search, X } from 'lucide-react'
import { useEffect, useState, type RefObject } from 'react'
import { Input } from '#components/ui/input.tsx'

type SearchBoxProps = {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
  inputRef?: RefObject<HTMLInputElement | null>
}

const pauseMs = 250

/** A text field that tells its value after a pause in typing, on Enter at once. Escape empties it, then leaves it. */
export function SearchBox({ label, placeholder, value, onChange, inputRef }: SearchBoxProps) {
  const [known, setKnown] = useState(value)
  const [draft, setDraft] = useState(value)
  // The value changed elsewhere (a cleared filter, the back button): it wins over the draft.
  if (value !== known) {
    setKnown(value)
    setDraft(value)
  }

  function commit(text: string) {
    setKnown(text)
    setDraft(text)
    if (text !== value) onChange(text)
  }

  useEffect(() => {
    if (draft === known) return
    const timer = setTimeout(() => {
      setKnown(draft)
      onChange(draft)
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [draft, known, onChange])

  return (
    <div className="relative w-full narrow:w-72">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3"
      />
      <Input
        ref={inputRef}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit(draft)
          if (event.key !== 'Escape') return
          event.stopPropagation()
          if (draft === '') event.currentTarget.blur()
          else commit('')
        }}
        className="w-full pr-6 pl-7 [&::-webkit-search-cancel-button]:hidden"
      />
      {draft === '' ? null : (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => commit('')}
          className="absolute top-1/2 right-1 flex size-5 -translate-y-1/2 items-center justify-center rounded-sm text-ink-3 hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  )
}
