'use client'

import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'

type ConfirmDialogProps = {
  title: string
  /** What happens, and what does not. */
  children: ReactNode
  /** What the button does. */
  action: string
  busy: boolean
  open: boolean
  onConfirm: () => void
  onCancel: () => void
}

/** Asks before something that others feel. */
export function ConfirmDialog({ title, children, action, busy, open, onConfirm, onCancel }: ConfirmDialogProps) {
  return (
    <Dialog
      title={title}
      open={open}
      onOpenChange={(next) => (next ? undefined : onCancel())}
      className="w-[min(26rem,calc(100vw-2rem))]"
    >
      <div className="grid gap-4">
        <div className="grid gap-2 text-ink-2">{children}</div>
        <div className="flex justify-end gap-2">
          <Button onClick={onCancel}>Cancel</Button>
          <Button variant="danger" disabled={busy} onClick={onConfirm}>
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
