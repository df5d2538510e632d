'use client'

import { useState, type ReactNode } from 'react'
import { timeRangeLabel } from '#components/filters/parse-time-range.ts'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { RunListState } from '#lib/domain/run-view.ts'

type DialogProps = { open: boolean; onOpenChange: (open: boolean) => void }

type SaveViewDialogProps = DialogProps & {
  filter: RunListState
  /** Whether the columns are worth keeping, as far as one can tell. */
  columnsAtFirst: boolean
  onSave: (name: string, filter: RunListState, withColumns: boolean) => Promise<unknown>
}

export function SaveViewDialog({ open, onOpenChange, ...form }: SaveViewDialogProps) {
  return (
    <Dialog
      title="Save view"
      description="Everybody in this project can open it."
      open={open}
      onOpenChange={onOpenChange}
      className="w-[min(26rem,calc(100vw-2rem))]"
    >
      <SaveViewForm {...form} />
    </Dialog>
  )
}

function SaveViewForm({ filter, columnsAtFirst, onSave }: Omit<SaveViewDialogProps, keyof DialogProps>) {
  const { from, to, ...withoutRange } = filter
  const hasRange = from !== undefined || to !== undefined
  const [withColumns, setWithColumns] = useState(columnsAtFirst)
  const [withRange, setWithRange] = useState(false)
  return (
    <NameForm name="" action="Save" onSubmit={(name) => onSave(name, withRange ? filter : withoutRange, withColumns)}>
      <Checkbox checked={withColumns} onCheckedChange={setWithColumns}>
        Keep the columns and their widths
      </Checkbox>
      {hasRange ? (
        <Checkbox checked={withRange} onCheckedChange={setWithRange}>
          Keep the time range: {timeRangeLabel({ from: from ?? null, to: to ?? null })}
        </Checkbox>
      ) : null}
    </NameForm>
  )
}

type RenameViewDialogProps = DialogProps & { name: string; onRename: (name: string) => Promise<unknown> }

export function RenameViewDialog({ name, open, onOpenChange, onRename }: RenameViewDialogProps) {
  return (
    <Dialog title="Rename view" open={open} onOpenChange={onOpenChange} className="w-[min(26rem,calc(100vw-2rem))]">
      <NameForm name={name} action="Rename" onSubmit={onRename} />
    </Dialog>
  )
}

type NameFormProps = {
  name: string
  action: string
  onSubmit: (name: string) => Promise<unknown>
  children?: ReactNode
}

function NameForm({ name: before, action, onSubmit, children }: NameFormProps) {
  const [name, setName] = useState(before)
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    try {
      await onSubmit(name.trim())
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : 'The view could not be saved.')
    }
    setBusy(false)
  }
  return (
    <DialogForm
      action={action}
      doing="Saving …"
      isReady={name.trim() !== ''}
      busy={busy}
      error={error}
      onSubmit={() => void submit()}
    >
      <TextField label="Name" required maxLength={80} autoComplete="off" value={name} onValueChange={setName} />
      {children}
    </DialogForm>
  )
}
