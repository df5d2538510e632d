'use client'

import { useMutation } from '@tanstack/react-query'
import { Dialog } from '#components/ui/dialog.tsx'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { formText } from '#components/ui/form-text.ts'
import { TextField } from '#components/ui/text-field.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { statementReopening } from '#lib/api/chargeback.ts'
import type { ClosedStatement } from '#lib/domain/chargeback.ts'

type ReopenDialogProps = { project: string; closing: ClosedStatement; label: string; onClose: () => void }

/** Opens a closed period again; why stays for ever. */
export function ReopenDialogContainer({ project, closing, label, onClose }: ReopenDialogProps) {
  const { statementId, version } = closing
  const { mutate, isPending, error } = useMutation({
    ...statementReopening(project, statementId),
    onSuccess: () => {
      toast.success(`${label} is open again`)
      onClose()
    },
  })
  return (
    <Dialog title={`Reopen ${label}`} open onOpenChange={onClose}>
      <DialogForm
        action="Reopen"
        doing="Reopening …"
        variant="danger"
        busy={isPending}
        error={error?.message ?? null}
        onSubmit={(fields) => mutate({ version, reason: formText(fields, 'reason') })}
      >
        <p>
          Amounts follow the runs again until the period is closed anew, as version {version + 1}. Version {version}{' '}
          stays readable, with its hash.
        </p>
        <TextField
          label="Reason"
          name="reason"
          required
          maxLength={300}
          autoComplete="off"
          hint="Stays on the statement, with your name."
        />
      </DialogForm>
    </Dialog>
  )
}
