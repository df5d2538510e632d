import { ReasonField } from '#components/access/keys/reason-field.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { formText } from '#components/ui/form-text.ts'

type SaveDialogProps = {
  project: string
  open: boolean
  busy: boolean
  error: string | null
  onClose: () => void
  onSave: (reason: string) => void
}

/** Asks why, and says what becomes of the runs that are there. */
export function SaveDialog({ project, open, busy, error, onClose, onSave }: SaveDialogProps) {
  return (
    <Dialog title="Save the rules" open={open} onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DialogForm
        action="Save"
        doing="Saving …"
        busy={busy}
        error={error}
        onSubmit={(fields) => onSave(formText(fields, 'reason'))}
      >
        <p>What is sent from now on follows within seconds. Runs that are there stay as they are, until:</p>
        <CodeBlock title="Shell" code={`npm run reprocess -- --from -30d --to now --project ${project} --all`} />
        <ReasonField />
      </DialogForm>
    </Dialog>
  )
}
