'use client'

import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'

type EntryFormProps = {
  /** Names the form and its button. */
  action: string
  /** What the button says while the answer is on its way. */
  doing: string
  busy: boolean
  /** Why the last attempt failed. */
  error: string | null
  onSubmit: (fields: FormData) => void
  children: ReactNode
}

/** Fields above one button. What is typed stays when an attempt fails. */
export function EntryForm({ action, doing, busy, error, onSubmit, children }: EntryFormProps) {
  return (
    // Until the script is there a form sends itself: by POST, so that no password gets into an address.
    <form
      method="post"
      aria-label={action}
      className="flex flex-col gap-3.5"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) onSubmit(new FormData(event.currentTarget))
      }}
    >
      {children}
      {error === null ? null : (
        <p role="alert" className="rounded bg-bad-soft px-2.5 py-2 text-bad">
          {error}
        </p>
      )}
      <Button type="submit" variant="primary" size="lg" disabled={busy} focusableWhenDisabled>
        {busy ? doing : action}
      </Button>
    </form>
  )
}

/** The text of a field; '' where it is missing. */
export function textOf(fields: FormData, name: string): string {
  const value = fields.get(name)
  return typeof value === 'string' ? value : ''
}
