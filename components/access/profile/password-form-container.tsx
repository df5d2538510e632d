'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FormError } from '#components/ui/form-error.tsx'
import { formText } from '#components/ui/form-text.ts'
import { PasswordField } from '#components/ui/password-field.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { passwordChange } from '#lib/api/account.ts'
import { NewPasswordField } from '../entry/new-password-field.tsx'

export function PasswordFormContainer({ email }: { email: string }) {
  // A form that has done its work starts anew, empty.
  const [changes, setChanges] = useState(0)
  const change = useMutation({
    ...passwordChange(),
    onSuccess: () => {
      setChanges(changes + 1)
      toast('Changed the password. Every other device is signed out.')
    },
  })
  return (
    <form
      key={changes}
      method="post"
      aria-label="Password"
      className="flex max-w-96 flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        const fields = new FormData(event.currentTarget)
        change.mutate({ current: formText(fields, 'current'), password: formText(fields, 'password') })
      }}
    >
      {/* Password managers want to know whose password it is. */}
      <input type="email" autoComplete="username" defaultValue={email} readOnly hidden />
      <PasswordField label="Current password" name="current" autoComplete="current-password" required />
      <NewPasswordField label="New password" email={email} />
      <FormError error={change.error?.message ?? null} />
      <Button type="submit" size="lg" className="self-start" disabled={change.isPending} focusableWhenDisabled>
        {change.isPending ? 'Changing …' : 'Change the password'}
      </Button>
    </form>
  )
}
