'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { FormError } from './form-error.tsx'

type DialogFormProps = {
  /** What the button does. */
  action: string
  /** What it says while the answer is on its way. */
  doing: string
  variant?: 'primary' | 'danger'
  /** Whether there is enough to send. */
  isReady?: boolean
  busy: boolean
  /** Why the last attempt failed. */
  error: string | null
  onSubmit: (fields: FormData) => void
  /** Fields, or what happens. */
  children: ReactNode
}

/** What a dialog asks, above the way out and the button that does it. Only inside a Dialog. */
export function DialogForm(props: DialogFormProps) {
  const { action, doing, variant = 'primary', isReady = true, busy, error, onSubmit, children } = props
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy && isReady) onSubmit(new FormData(event.currentTarget))
      }}
    >
      {children}
      <FormError error={error} />
      <div className="flex justify-end gap-2">
        <Base.Close render={<Button>Cancel</Button>} />
        <Button type="submit" variant={variant} disabled={busy || !isReady} focusableWhenDisabled>
          {busy ? doing : action}
        </Button>
      </div>
    </form>
  )
}
