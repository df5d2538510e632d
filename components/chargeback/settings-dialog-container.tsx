'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ReasonField } from '#components/access/keys/reason-field.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { FormError } from '#components/ui/form-error.tsx'
import { formText } from '#components/ui/form-text.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { chargebackQueries, chargebackSaving } from '#lib/api/chargeback.ts'
import type { SavedChargeback } from '#lib/domain/chargeback.ts'
import { readSettings, settingsDraftOf } from './settings-draft.ts'
import { SettingsFields } from './settings-fields.tsx'

type SettingsDialogProps = {
  project: string
  /** Tenants that were seen, for the lists to choose from. */
  tenants: readonly string[]
  onClose: () => void
}

const wide = 'w-[min(44rem,calc(100vw-1rem))]'

/** How a project charges its tenants: for every statement that is not closed. */
export function SettingsDialogContainer({ project, tenants, onClose }: SettingsDialogProps) {
  const saved = useQuery(chargebackQueries.settings(project))
  return (
    <Dialog
      title="Settings of statements"
      description="They hold for every statement that is not closed. Closed ones keep those that they were closed with."
      open
      onOpenChange={onClose}
      stays
      className={wide}
    >
      {saved.data !== undefined ? (
        <SettingsForm project={project} saved={saved.data} tenants={tenants} onClose={onClose} />
      ) : saved.error !== null ? (
        <FormError error={saved.error.message} />
      ) : (
        <output aria-label="Loading the settings" className="grid gap-4">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </output>
      )}
    </Dialog>
  )
}

type SettingsFormProps = SettingsDialogProps & { saved: SavedChargeback }

function SettingsForm({ project, saved, tenants, onClose }: SettingsFormProps) {
  const [draft, setDraft] = useState(() => settingsDraftOf(saved.settings))
  // What the form began with: whoever saved meanwhile must not be overwritten.
  const [expectedVersion] = useState(saved.version)
  const [isSent, setSent] = useState(false)
  const { mutate, isPending, error } = useMutation({
    ...chargebackSaving(project),
    onSuccess: () => {
      toast.success('Saved: open statements follow')
      onClose()
    },
  })
  const reading = readSettings(draft)
  const errors = (isSent && reading.errors) || {}
  const first = Object.values(errors)[0]
  return (
    <DialogForm
      action="Save"
      doing="Saving …"
      busy={isPending}
      error={first === undefined ? (error?.message ?? null) : `${first}. Nothing was saved.`}
      onSubmit={(fields) => {
        setSent(true)
        if (reading.settings === null) return
        mutate({ settings: reading.settings, expectedVersion, reason: formText(fields, 'reason') })
      }}
    >
      <SettingsFields draft={draft} errors={errors} tenants={tenants} onChange={setDraft} />
      <ReasonField />
    </DialogForm>
  )
}
