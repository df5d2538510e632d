'use client'

import { Toaster as Base } from 'sonner'

export { toast } from 'sonner'

/** Once around the app; `toast(...)` shows a message in its corner. */
export function Toaster() {
  return (
    <Base
      position="bottom-right"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: 'flex w-80 items-start gap-2 rounded-lg bg-raised px-3 py-2.5 text-base text-ink shadow-float',
          description: 'text-sm text-ink-2',
          error: 'text-bad',
        },
      }}
    />
  )
}
