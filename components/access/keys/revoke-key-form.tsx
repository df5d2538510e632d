'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { FormField } from './form-field.tsx'

type RevokeKeyFormProps = {
  busy: boolean
  error: string | null
  onRevoke: (reason: string) => void
  onCancel: () => void
}

export function RevokeKeyForm({ busy, error, onRevoke, onCancel }: RevokeKeyFormProps) {
  const [reason, setReason] = useState('')
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onRevoke(reason)
      }}
    >
      <p>
        Whoever uses it is refused within 5 seconds, everywhere. It cannot be undone; to change a key without losing
        anything, rotate it.
      </p>
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
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Keep it</Button>
        <Button type="submit" variant="danger" disabled={busy}>
          Revoke the key
        </Button>
      </div>
    </form>
  )
}
