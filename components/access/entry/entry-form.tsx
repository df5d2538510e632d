'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FormError } from '#components/ui/form-error.tsx'

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

/** Fields above one button. What is typed stays when an attempt fails; the password is ready to be typed over. */
export function EntryForm({ action, doing, busy, error, onSubmit, children }: EntryFormProps) {
  const formRef = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const fields = [...(formRef.current?.querySelectorAll('input') ?? [])].filter(({ readOnly }) => !readOnly)
    if (error === null) fields.find(({ value }) => value === '')?.focus()
    else fields.at(-1)?.select()
  }, [error])
  return (
    // Until the script is there a form sends itself: by POST, so that no password gets into an address.
    <form
      ref={formRef}
      method="post"
      aria-label={action}
      className="flex flex-col gap-3.5"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) onSubmit(new FormData(event.currentTarget))
      }}
    >
      {children}
      <FormError error={error} />
      <Button type="submit" variant="primary" size="lg" disabled={busy} focusableWhenDisabled>
        {busy ? doing : action}
      </Button>
    </form>
  )
}
