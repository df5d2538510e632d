import { ReasonField } from '#components/access/keys/reason-field.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { formText } from '#components/ui/form-text.ts'

type SaveDialogProps = {
  open: boolean
  busy: boolean
  error: string | null
  onClose: () => void
  onSave: (reason: string) => void
}

/** Asks why, and says what becomes of the runs that are there. */
export function SaveDialog({ open, busy, error, onClose, onSave }: SaveDialogProps) {
  return (
    <Dialog title="Save the rules" open={open} onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DialogForm
        action="Save"
        doing="Saving …"
        busy={busy}
        error={error}
        onSubmit={(fields) => onSave(formText(fields, 'reason'))}
      >
        <p>
          What is sent from now on follows within seconds. Runs that are there stay as they are; they can be attributed
          anew in the next step.
        </p>
        <ReasonField />
      </DialogForm>
    </Dialog>
  )
}
