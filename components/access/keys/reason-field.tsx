import { TextField } from '#components/ui/text-field.tsx'

/** Why something is changed, as far as one says. */
export function ReasonField() {
  return (
    <TextField
      label="Reason"
      name="reason"
      maxLength={300}
      autoComplete="off"
      placeholder="optional"
      hint="Kept in the project’s history."
    />
  )
}
