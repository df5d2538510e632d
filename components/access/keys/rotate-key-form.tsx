'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { defaultOverlapHours } from '#lib/domain/access/key.ts'
import { FormField } from './form-field.tsx'

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

export function RotateKeyForm({ busy, error, onRotate }: RotateKeyFormProps) {
  const [hours, setHours] = useState(String(defaultOverlapHours))
  const [reason, setReason] = useState('')
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onRotate({ overlapHours: Number(hours), reason })
      }}
    >
      <div>
        <span className="block pb-1 text-sm font-medium">The old key ends</span>
        <Select label="The old key ends" value={hours} options={overlaps} onValueChange={setHours} className="w-48" />
        <span className="block pt-1 text-xs text-ink-3">
          {hours === '0'
            ? 'Whoever still sends with it is refused within 5 seconds.'
            : 'Until then both work, so that nothing is lost while senders change over.'}
        </span>
      </div>
      <FormField label="Reason" hint="Kept in the project’s history.">
        <Input
          value={reason}
          maxLength={300}
          autoComplete="off"
          onChange={(event) => setReason(event.target.value)}
          className="w-full"
        />
      </FormField>
      {error === null ? null : (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={busy}>
          Rotate the key
        </Button>
      </div>
    </form>
  )
}
