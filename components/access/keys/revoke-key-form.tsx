import { DialogForm } from '#components/ui/dialog-form.tsx'
import { formText } from '#components/ui/form-text.ts'
import { ReasonField } from './reason-field.tsx'

type RevokeKeyFormProps = { busy: boolean; error: string | null; onRevoke: (reason: string) => void }

export function RevokeKeyForm({ onRevoke, ...form }: RevokeKeyFormProps) {
  return (
    <DialogForm
      action="Revoke the key"
      doing="Revoking …"
      variant="danger"
      onSubmit={(fields) => onRevoke(formText(fields, 'reason'))}
      {...form}
    >
      <p>
        Whoever uses it is refused within 5 seconds, everywhere. It cannot be undone; to change a key without losing
        anything, rotate it.
      </p>
      <ReasonField />
    </DialogForm>
  )
}
