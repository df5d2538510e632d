'use client'

import { useState } from 'react'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { formText } from '#components/ui/form-text.ts'
import { SelectField } from '#components/ui/select-field.tsx'
import { defaultOverlapHours } from '#lib/domain/access/key.ts'
import { ReasonField } from './reason-field.tsx'

type RotateKeyFormProps = {
  busy: boolean
  error: string | null
  onRotate: (input: { overlapHours: number; reason: string }) => void
}

const overlaps = [
  { value: '0', label: 'At once' },
  { value: '1', label: 'After an hour' },
  { value: '24', label: 'After 24 hours' },
  { value: '168', label: 'After 7 days' },
  { value: '720', label: 'After 30 days' },
]

export function RotateKeyForm({ onRotate, ...form }: RotateKeyFormProps) {
  const [hours, setHours] = useState(String(defaultOverlapHours))
  return (
    <DialogForm
      action="Rotate the key"
      doing="Rotating …"
      onSubmit={(fields) => onRotate({ overlapHours: Number(hours), reason: formText(fields, 'reason') })}
      {...form}
    >
      <SelectField
        label="The old key ends"
        value={hours}
        options={overlaps}
        onValueChange={setHours}
        hint={
          hours === '0'
            ? 'Whoever still sends with it is refused within 5 seconds.'
            : 'Until then both work, so that nothing is lost while senders change over.'
        }
      />
      <ReasonField />
    </DialogForm>
  )
}
